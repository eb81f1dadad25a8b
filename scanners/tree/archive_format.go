// SPDX-License-Identifier: Apache-2.0

package tree

import (
	"compress/bzip2"
	"compress/gzip"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/therootcompany/xz"
)

// A format is how an archive is packed, as the end of its name says. Names decide,
// as they do for gitleaks, which takes any part of a name for it: a name.zip.txt is a
// text here.
type format int

const (
	unpacked format = iota
	closed          // an archive that is not opened: its decoder takes as much memory as the file asks for, or there is none
	zipped
	tarred
	tarGzip
	tarBzip2
	tarXZ
	tarZstd
	gzipped
	bzipped2
	xzed
	zstded
)

func (f format) tar() bool { return f >= tarred && f <= tarZstd }

var formats = map[string]format{
	".zip": zipped, ".jar": zipped, ".war": zipped, ".ear": zipped, ".whl": zipped, ".apk": zipped, ".aar": zipped, ".ipa": zipped, ".nupkg": zipped, ".vsix": zipped,
	".tar": tarred, ".tgz": tarGzip, ".tbz": tarBzip2, ".tbz2": tarBzip2, ".txz": tarXZ, ".tzst": tarZstd, ".crate": tarGzip, ".gem": tarred,
	".gz": gzipped, ".bz2": bzipped2, ".xz": xzed, ".zst": zstded,
	".7z": closed, ".rar": closed, ".lz4": closed, ".br": closed, ".lz": closed, ".sz": closed, ".zz": closed, ".mz": closed,
}

var tars = map[format]format{gzipped: tarGzip, bzipped2: tarBzip2, xzed: tarXZ, zstded: tarZstd}

func formatOf(p string) format {
	ext := path.Ext(p)
	if len(ext) < 3 || len(ext) > 6 {
		return unpacked
	}
	f := formats[strings.ToLower(ext)]
	if t, ok := tars[f]; ok && strings.EqualFold(path.Ext(strings.TrimSuffix(p, ext)), ".tar") {
		return t
	}
	return f
}

// mostMemory is what a decoder may take for its window.
const mostMemory = 64 << 20

// decompressed is what was packed, and the name of a file that was packed alone.
func decompressed(f format, base string, r io.Reader) (plain io.Reader, name string, err error) {
	name = strings.TrimSuffix(base, path.Ext(base))
	switch f {
	case tarGzip, gzipped:
		plain, err = gzip.NewReader(r)
	case tarBzip2, bzipped2:
		plain = bzip2.NewReader(r)
	case tarXZ, xzed:
		plain, err = xz.NewReader(r, mostMemory)
	case tarZstd, zstded:
		var d *zstd.Decoder
		if d, err = zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(mostMemory), zstd.WithDecoderLowmem(true)); err == nil {
			plain = d.IOReadCloser()
		}
	default:
		plain = r
	}
	return plain, name, err
}
