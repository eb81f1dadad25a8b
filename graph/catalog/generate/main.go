// SPDX-License-Identifier: Apache-2.0

// Generate turns the catalog's HCL into Go, and merges research into the HCL.
//
//	go generate ./graph/catalog                          # *.hcl -> generated.go
//	go run ./graph/catalog/generate -import FILE -C DIR  # FILE (JSON) -> DIR/*.hcl
//
// Both are repeatable: a second run changes nothing.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	research := flag.String("import", "", "merge this research file into the HCL files instead")
	dir := flag.String("C", ".", "the catalog's folder")
	flag.Parse()
	if err := run(*dir, *research); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(dir, research string) error {
	if research != "" {
		return importFile(dir, research)
	}
	providers, err := load(dir)
	if err != nil {
		return err
	}
	text, err := source(providers)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "generated.go"), text, 0o644)
}
