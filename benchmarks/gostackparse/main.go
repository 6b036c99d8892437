// Measures how fast gostackparse parses a dump: MB/s (min, median, max) of warm runs on one core, and MB per second of CPU
// time, user and system, of the whole process.
// It knows no header with " gp=0x… m=nil" (Go 1.22 and later on SIGQUIT), so those parts are taken
// out before; what remains of the dump is the same for both tools.
package main

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"sort"
	"syscall"
	"time"

	"github.com/DataDog/gostackparse"
)

func main() {
	runtime.GOMAXPROCS(1)
	dump, err := os.ReadFile(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	dump = regexp.MustCompile(`(?m)^(goroutine \d+) gp=.*? \[`).ReplaceAll(dump, []byte("$1 ["))
	var rates []float64
	goroutines := 0
	cpu, counted := time.Duration(0), 0
	for start := time.Now(); time.Since(start) < 7*time.Second || len(rates) < 15; {
		if counted == 0 && time.Since(start) > 4*time.Second {
			cpu, counted = used(), len(rates)
		}
		begin := time.Now()
		found, _ := gostackparse.Parse(bytes.NewReader(dump))
		rates = append(rates, float64(len(dump))/1e6/time.Since(begin).Seconds())
		goroutines = len(found)
	}
	ofCPU := float64(len(dump)) / 1e6 * float64(len(rates)-counted) / (used() - cpu).Seconds()
	rates = rates[len(rates)-15:]
	sort.Float64s(rates)
	fmt.Printf("%-24s %8.1f %8.1f %8.1f %8.1f   (%d goroutines, %.1f MB)\n", "gostackparse, parse only",
		rates[0], rates[7], rates[14], ofCPU, goroutines, float64(len(dump))/1e6)
}

// used tells the CPU time of this process.
func used() time.Duration {
	var of syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &of); err != nil {
		panic(err)
	}
	return time.Duration(of.Utime.Nano() + of.Stime.Nano())
}
