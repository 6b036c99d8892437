package main

import (
	"os"
	"strconv"
	"strings"
)

// machine is how long all processors have run and been idle, in ticks since the machine started.
type machine struct{ busy, idle int64 }

func readMachine() machine {
	text, _ := os.ReadFile("/proc/stat")
	first, _, _ := strings.Cut(string(text), "\n")
	var now machine
	for i, field := range strings.Fields(first) {
		ticks, err := strconv.ParseInt(field, 10, 64)
		switch {
		case err != nil || i > 8: // the name; guests are in user
		case i == 4 || i == 5:
			now.idle += ticks
		default:
			now.busy += ticks
		}
	}
	return now
}

// since is how busy it has been, in percent.
func (m machine) since(before machine) int64 {
	busy, idle := m.busy-before.busy, m.idle-before.idle
	return 100 * busy / max(1, busy+idle)
}
