// busy WORKERS PARKED SPINNERS: workers never stay where they are: each goes down to a depth of its own, waits shortly at the
// bottom, and comes back. Each frame carries the worker, its turn, how far it is to the bottom, and its depth, so a stack that
// was copied while it changed gives itself away.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"time"
)

// of a frame: worker, turn, left, depth
type mark [4]int

var (
	shared sync.Mutex
	meet   = make(chan int)
	sums   [64]int
)

//go:noinline
func descend(m mark) int {
	if m[2] == 0 {
		pause(m[0], m[1])
		return 1
	}
	return descend(mark{m[0], m[1], m[2] - 1, m[3] + 1}) + 1
}

func pause(worker, turn int) {
	switch turn % 5 {
	case 0:
		runtime.Gosched()
	case 1:
		shared.Lock()
		sums[worker%64]++
		shared.Unlock()
	case 2:
		select {
		case meet <- worker:
		case <-meet:
		case <-time.After(50 * time.Microsecond):
		}
	case 3:
		time.Sleep(20 * time.Microsecond)
	default:
		for i := 0; i < 300; i++ {
			sums[worker%64] += i
		}
	}
}

func work(worker int) {
	random := uint32(worker*2654435761 + 1)
	for turn := 1; ; turn++ {
		random = random*1664525 + 1013904223
		descend(mark{worker, turn, int(random>>16) % 40, 0})
	}
}

//go:noinline
func fibonacci(n int) int {
	if n < 2 {
		return n
	}
	return fibonacci(n-1) + fibonacci(n-2)
}

func spin() {
	for {
		fibonacci(30)
	}
}

func number(i int) int {
	n, err := strconv.Atoi(os.Args[i])
	if err != nil {
		panic(err)
	}
	return n
}

func main() {
	for i := 0; i < number(1); i++ {
		go work(i)
	}
	var held sync.Mutex
	held.Lock()
	never := make(chan int)
	for i := 0; i < number(2); i++ {
		if i%2 == 0 {
			go func() { <-never }()
		} else {
			go func() { held.Lock() }()
		}
	}
	for i := 0; i < number(3); i++ {
		go spin()
	}
	time.Sleep(time.Duration(200+number(2)/50) * time.Millisecond)
	fmt.Println("ready", runtime.NumGoroutine())
	time.Sleep(time.Hour) // a lock instead would be told to be a deadlock
}
