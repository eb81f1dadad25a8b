// SPDX-License-Identifier: Apache-2.0

//go:build !linux && !darwin

package cache

import "os"

// lock is none: who asks at once builds at once.
func lock(*os.File) bool { return true }
