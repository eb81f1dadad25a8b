// SPDX-License-Identifier: Apache-2.0

package secret

// A Connection is what a connection string says: which database on which server
// it opens, as whom. Host, Database and User are validated identifiers; the
// password stays a Value.
type Connection struct {
	Engine   string // postgres, mysql, mongodb, redis, sqlserver, clickhouse, amqp, ...
	Host     string // lower-case, without port; of several, the first
	Port     string // digits, or "" for the engine's own
	Database string // "" where none is named
	User     string // "" where none is named or it does not have the form of a name
	Password Value  // empty where there is none
	Unset    bool   // some part is a variable or placeholder, so that it names no server
}

// ParseConnection reads a connection string in every dress.
func ParseConnection(v Value) (Connection, bool) {
	return Connection{}, false
}
