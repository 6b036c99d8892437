// Writes a dump of N goroutines that makes a careless analysis work for minutes, or for ever.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// What each goroutine of a dump looks like.
var kinds = map[string]func(out io.Writer, i, n int){
	"locks": func(out io.Writer, i, n int) { // each waits for a lock of its own
		mutex(out, i, i)
		call(out, "a.(*T%d).get(0x%x)", i, object(i))
	},
	"circle": func(out io.Writer, i, n int) { // each holds the lock that the one before waits for
		mutex(out, i, (i+1)%n)
		call(out, "a.(*T%d).get(0x%x)", (i+1)%n, object((i+1)%n))
		call(out, "a.(*T%d).run(0x%x)", i, object(i))
	},
	"holders": func(out io.Writer, i, n int) { // each may hold the lock of each other
		mutex(out, i, i)
		fmt.Fprintf(out, "a.serve(0x%x)\n\t/a.go:%d +0x1\n", object(i), i+1)
	},
	"pools": func(out io.Writer, i, n int) { // each holds a lock and hands work to a pool that waits for it
		of := i / 2
		if i%2 == 0 {
			mutex(out, i, of)
			call(out, "a.(*T%d).get(0x%x)", of, object(of))
			call(out, "a.(*Pool%d).run(0x1)", of)
		} else {
			fmt.Fprintf(out, "goroutine %d [chan send, 5 minutes]:\n", i+1)
			call(out, "a.(*Pool%d).submit(0x1)", of)
			call(out, "a.(*T%d).push(0x%x)", of, object(of))
		}
		call(out, "created by a.(*Pool%d).start in goroutine 1", of)
	},
	"onces": func(out io.Writer, i, n int) { // each runs a function once and waits for some other once
		mutex(out, i, i+1)
		call(out, "sync.(*Once).doSlow(...)")
		call(out, "a.init%d()", i)
		call(out, "sync.(*Once).doSlow(...)")
	},
	"pairs": func(out io.Writer, i, n int) { // a word of a dump in a log line that is nothing but pairs
		fmt.Fprintf(out, "A=\"goroutine\"%s\n", strings.Repeat("=\"\"", 400))
	},
}

func main() {
	var n int
	var err error
	var one func(io.Writer, int, int)
	if len(os.Args) == 3 {
		one = kinds[os.Args[1]]
		n, err = strconv.Atoi(os.Args[2])
	}
	if one == nil || err != nil {
		fmt.Fprintln(os.Stderr, "usage: hostile locks|circle|holders|pools|onces|pairs N", err)
		os.Exit(1)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	fmt.Fprint(out, "SIGQUIT: quit\nPC=0x1 m=0 sigcode=0\n\n")
	for i := range n {
		one(out, i, n)
		fmt.Fprintln(out)
	}
	fmt.Fprintf(out, "goroutine %d [running]:\nmain.main()\n\t/a.go:1 +0x1\n\nrip    0x1\n", n+1)
}

func object(i int) int {
	return 0xc000000000 + i*0x4000
}

func call(out io.Writer, format string, args ...any) {
	fmt.Fprintf(out, format+"\n\t/a.go:8 +0x1\n", args...)
}

func mutex(out io.Writer, i, lock int) {
	fmt.Fprintf(out, "goroutine %d [sync.Mutex.Lock, 5 minutes]:\n", i+1)
	call(out, "sync.runtime_SemacquireMutex(0x%x, 0x0, 0x1)", object(lock)+12)
	call(out, "sync.(*Mutex).lockSlow(0x%x)", object(lock)+8)
	call(out, "sync.(*Mutex).Lock(...)")
}
