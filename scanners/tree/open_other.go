// SPDX-License-Identifier: Apache-2.0

//go:build !unix

package tree

import "os"

func openNoFollow(full string) (*os.File, error) { return os.Open(full) }
