// Command reach parks goroutines. Those that begin in a function whose name begins with lost can
// never be woken: nobody else refers to what they wait for. Those in kept… look the same, and
// somebody does. Its arguments say how many goroutines also move references about all the time, and
// how many MiB of other objects there are.
package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"sync"
	"time"
)

// alone runs what it is given in a goroutine that ends, so that no stack remembers it.
func alone(body func()) {
	done := make(chan bool)
	go func() {
		defer close(done)
		body()
	}()
	<-done
}

func main() {
	debug.SetGCPercent(-1) // until all is in its place
	for i := 0; i < 3; i++ {
		alone(lose)
		alone(keep)
	}
	if juggles, mib := argument(1), argument(2); juggles > 0 || mib > 0 {
		debug.SetGCPercent(100)
		fill(mib)
		for i := 0; i < juggles; i++ {
			alone(juggle)
		}
	} else {
		alone(keepPooled)
	}
	alone(func() {
		var deep [4096]byte
		use(deep[:])
	})
	time.Sleep(200 * time.Millisecond)
	fmt.Println("ready")
	for {
		time.Sleep(time.Hour)
	}
}

func argument(i int) int {
	if i >= len(os.Args) {
		return 0
	}
	number, err := strconv.Atoi(os.Args[i])
	if err != nil {
		panic(err)
	}
	return number
}

//go:noinline
func use(bytes []byte) {
	for i := range bytes {
		bytes[i] = byte(i)
	}
}

type record struct {
	name string
	next *record
	c    chan *record
	mu   sync.Mutex
	rw   sync.RWMutex
	wg   sync.WaitGroup
}

func pause() { time.Sleep(5 * time.Millisecond) }
