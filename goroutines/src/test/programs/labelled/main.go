// labelled has a goroutine with profiler labels.
package main

import (
	"context"
	"fmt"
	"runtime/pprof"
	"time"
)

func main() {
	labels := pprof.Labels("tenant", "a/b", "route", "say \"hi\"\tü\x01")
	go pprof.Do(context.Background(), labels, func(context.Context) { time.Sleep(time.Hour) })
	time.Sleep(100 * time.Millisecond)
	fmt.Println("ready")
	time.Sleep(time.Hour)
}
