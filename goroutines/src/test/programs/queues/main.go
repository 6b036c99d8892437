// queues STUCK MOVING [OWN [HELD]]: goroutines that queue at locks. STUCK of them wait for a Mutex that is never given back, and as many read
// a RWMutex behind a writer that waits for a reader who never leaves; a second writer waits behind the first. MOVING of them wait
// for a Mutex that is always busy and handed on, and as many read or write a RWMutex of that kind. OWN RWMutexes are written for
// ever, each with one who would write and one who would read it. HELD Mutexes are each held by one who waits for ever, of whom
// every other has deferred to unlock it, and wanted by another.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"time"
)

func number(i int) int {
	n, err := strconv.Atoi(os.Args[i])
	if err != nil {
		panic(err)
	}
	return n
}

// takes CPU, so that who looks on can tell by that how far the queue has moved
func spin() {
	for begin := time.Now(); time.Since(begin) < 200*time.Microsecond; {
	}
}

type account struct {
	mu      sync.Mutex
	balance int
}

//go:noinline
func (a *account) pay(gate chan int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance += <-gate
}

//go:noinline
func (a *account) draw(gate chan int) {
	a.mu.Lock()
	a.balance -= <-gate
	a.mu.Unlock()
}

//go:noinline
func (a *account) look() int {
	a.mu.Lock()
	balance := a.balance
	a.mu.Unlock()
	return balance
}

func main() {
	stuck, moving := number(1), number(2)
	var held sync.Mutex
	var read sync.RWMutex
	held.Lock()
	read.RLock()
	if stuck > 0 {
		go func() { read.Lock() }()
		time.Sleep(100 * time.Millisecond)
		go func() { read.Lock() }()
	}
	for i := 0; i < stuck; i++ {
		go func() { held.Lock() }()
		go func() { read.RLock() }()
	}
	var busy sync.Mutex
	var shared sync.RWMutex
	for i := 0; i < moving; i++ {
		go func() {
			for {
				busy.Lock()
				spin()
				busy.Unlock()
			}
		}()
		if i%10 == 0 {
			go func() {
				for {
					shared.Lock()
					spin()
					shared.Unlock()
				}
			}()
		} else {
			go func() {
				for {
					shared.RLock()
					spin()
					shared.RUnlock()
				}
			}()
		}
	}
	if len(os.Args) > 3 {
		for i := 0; i < number(3); i++ {
			own := new(sync.RWMutex)
			own.Lock()
			go own.Lock()
			go own.RLock()
		}
		time.Sleep(time.Second)
	}
	if len(os.Args) > 4 {
		accounts, gate := make([]account, number(4)), make(chan int)
		for i := range accounts {
			if i%2 == 0 {
				go accounts[i].pay(gate)
			} else {
				go accounts[i].draw(gate)
			}
		}
		time.Sleep(time.Second)
		for i := range accounts {
			go accounts[i].look()
		}
		time.Sleep(time.Second)
	}
	var done sync.WaitGroup
	done.Add(1)
	go done.Wait()
	time.Sleep(time.Duration(300+stuck/50) * time.Millisecond)
	fmt.Println("ready", runtime.NumGoroutine())
	time.Sleep(time.Hour)
}
