// Writes a dump with N goroutines: those of a real one over and over, with ids of their own.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strconv"
)

func main() {
	dump, err := os.ReadFile(os.Args[1])
	n, bad := strconv.Atoi(os.Args[2])
	if err != nil || bad != nil {
		fmt.Fprintln(os.Stderr, "usage: generate DUMP N", err, bad)
		os.Exit(1)
	}
	header := regexp.MustCompile(`^goroutine \d+`)
	var goroutines [][]byte
	var last []byte
	out := bufio.NewWriter(os.Stdout)
	for _, block := range bytes.Split(dump, []byte("\n\n")) {
		if header.Match(block) {
			goroutines = append(goroutines, header.ReplaceAll(block, nil))
		} else if len(goroutines) == 0 {
			out.Write(append(block, "\n\n"...))
		} else {
			last = block // the registers
		}
	}
	for i := range n {
		fmt.Fprintf(out, "goroutine %d%s\n\n", i+1, goroutines[i%len(goroutines)])
	}
	out.Write(last)
	out.Flush()
}
