// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"bytes"
	"io"
	"path"
)

// name is the path of a member, which never leaves the archive.
func (u *unpacking) name(archive, member string) string {
	return archive + Inside + Contained(member)
}

// member reads one file of an archive, and goes on into it where it is one.
func (u *unpacking) member(archive, member string, body io.Reader, depth int) error {
	if err := u.ctx.Err(); err != nil {
		return err
	}
	if u.members++; u.members > maxMembers {
		return errBounds
	}
	p := u.name(archive, member)
	inner := p[len(archive)+len(Inside):]
	nested := formatOf(inner) != unpacked
	if passedOver(inner) || !nested && !u.want(p) {
		return u.spend(io.Copy(io.Discard, io.LimitReader(body, maxUnpacked-u.bytes+1)))
	}
	most := int64(MaxSize)
	if nested {
		most = maxUnpacked
	}
	data, err := io.ReadAll(io.LimitReader(body, min(most, maxUnpacked-u.bytes)+1))
	if err := u.spend(int64(len(data)), err); err != nil {
		return err
	}
	if int64(len(data)) > most {
		u.problem(p, true, tooLarge)
		return u.spend(io.Copy(io.Discard, io.LimitReader(body, maxUnpacked-u.bytes+1)))
	}
	if nested {
		u.open(p, bytes.NewReader(data), int64(len(data)), depth)
		return nil
	}
	u.see(p, data)
	return nil
}

func (u *unpacking) spend(n int64, err error) error {
	if u.bytes += n; u.bytes > maxUnpacked {
		return errBounds
	}
	return err
}

// passedOver reports whether a member lies in a folder that is never walked.
func passedOver(inner string) bool {
	for dir := path.Dir(inner); dir != "."; dir = path.Dir(dir) {
		if skip(dir) {
			return true
		}
	}
	return false
}
