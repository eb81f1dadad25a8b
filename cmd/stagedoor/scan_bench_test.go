// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkScan scans a generated tree of 10,000 files: mostly code, with
// settings, workflows, compose files and scripts of forty services among it.
func BenchmarkScan(b *testing.B) {
	dir := b.TempDir()
	size := generate(b, dir, 10_000)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		if err := scan(context.Background(), []string{dir}, scanFlags{formats: []string{"json"}, failOn: "never", basis: "named"}, io.Discard, io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStart is a scan of a folder with one empty file: what every run pays.
func BenchmarkStart(b *testing.B) {
	dir := b.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "empty"), nil, 0o644); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := scan(context.Background(), []string{dir}, scanFlags{formats: []string{"text"}, failOn: "never", basis: "named"}, io.Discard, io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

// generate writes n files and returns their size together.
func generate(b *testing.B, dir string, n int) (size int64) {
	random := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("func return value token handle request production staging volume database err nil if range import package string key cache user account price order list for map type struct key := = ( ) { } . , ; api secret client")
	code := func() string {
		var t strings.Builder
		for range 40 + random.IntN(200) {
			t.WriteString(words[random.IntN(len(words))])
			t.WriteByte(" \n\t "[random.IntN(4)])
		}
		return t.String()
	}
	put := func(name, text string) {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
		size += int64(len(text))
	}
	for i := range n {
		service := fmt.Sprintf("services/s%02d", i%40)
		env := []string{"staging", "production"}[i/40%2]
		switch {
		case i < 400:
			put(fmt.Sprintf("%s/%d/.env.%s", service, i, env), fmt.Sprintf("DATABASE_URL=postgres://app:canary-%d@db%d.acme-shop.io:5432/app\nJWT_SECRET=canary-jwt-%d\nS3_BUCKET=acme-%d-%s\n", i, i/2, i, i, env))
		case i < 500:
			put(fmt.Sprintf(".github/workflows/w%d.yml", i), "on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    environment: "+env+"\n    steps:\n      - run: ./deploy.sh\n        env:\n          DATABASE_URL: ${{ secrets.DATABASE_URL }}\n")
		case i < 600:
			put(fmt.Sprintf("%s/%d/docker-compose.%s.yml", service, i, env), "services:\n  db:\n    image: postgres:16\n    volumes: [data:/var/lib/postgresql/data]\nvolumes:\n  data:\n")
		case i < 700:
			put(fmt.Sprintf("%s/%d/deploy.sh", service, i), "#!/bin/sh\nset -eu\nkubectl apply -f k8s\nrailway up\n")
		default:
			put(fmt.Sprintf("%s/src/f%d.go", service, i), code())
		}
	}
	return size
}
