// Command holding parks goroutines that hold locks, or only look as if they did, and writes down
// who holds what: who locked it, while nobody has unlocked it since. One line per lock, into the
// file that its argument names.
package main

import (
	"bytes"
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
	"unsafe"
)

// act is a scenario that runs: its goroutines by name, and what is true of its locks.
type act struct {
	name  string
	mu    sync.Mutex
	goids map[string]int64
	lines []string
	keep  []any
}

var (
	forever = make(chan int)
	acts    = map[string]func(*act){}
)

func goid() int64 {
	var text [40]byte
	word := bytes.Fields(text[:runtimeStack(text[:])])[1]
	id, _ := strconv.ParseInt(string(word), 10, 64)
	return id
}

func pause() { time.Sleep(20 * time.Millisecond) }

// runs starts a goroutine that is told by name, and lets it come to rest.
func (a *act) runs(name string, body func()) {
	ready := make(chan bool)
	go func() {
		a.mu.Lock()
		a.goids[name] = goid()
		a.mu.Unlock()
		close(ready)
		body()
		<-forever
	}()
	<-ready
	pause()
}

// ends runs a goroutine to its end.
func (a *act) ends(body func()) {
	done := make(chan bool)
	go func() { defer close(done); body() }()
	<-done
	pause()
}

// queues lets a goroutine wait for a lock.
func (a *act) queues(l sync.Locker) {
	go enter(l)
	pause()
}

//go:noinline
func enter(l sync.Locker) {
	l.Lock()
	time.Sleep(time.Nanosecond)
	l.Unlock()
}

// held writes down who holds a lock: "name/mode" or "name/mode*times".
func (a *act) held(lock string, p unsafe.Pointer, gone int, holders ...string) {
	a.fact(lock, p, gone, true, holders)
}

// free writes down that nobody holds a lock, and nobody waits for it.
func (a *act) free(lock string, p unsafe.Pointer) { a.fact(lock, p, 0, false, nil) }

func (a *act) fact(lock string, p unsafe.Pointer, gone int, waited bool, holders []string) {
	pause()
	var said []string
	for _, h := range holders {
		times := "1"
		if i := strings.IndexByte(h, '*'); i > 0 {
			h, times = h[:i], h[i+1:]
		}
		i := strings.IndexByte(h, '/')
		id, ok := a.goids[h[:i]]
		if !ok {
			panic(a.name + ": no goroutine " + h)
		}
		said = append(said, fmt.Sprintf("%q:%s", fmt.Sprint(id)+h[i:], times))
	}
	a.keep = append(a.keep, p)
	a.lines = append(a.lines, fmt.Sprintf(`{"Scen":%q,"Lock":%q,"Kind":"","addr":%d,"Holders":{%s},"Missing":%d,"Waiters":%t}`,
		a.name, lock, uintptr(p), strings.Join(said, ","), gone, waited))
}

func main() {
	var names []string
	for name := range acts {
		names = append(names, name)
	}
	sort.Strings(names)
	times := 1
	if len(os.Args) > 2 {
		times, _ = strconv.Atoi(os.Args[2])
	}
	var all sync.WaitGroup
	var run []*act
	for i := 0; i < times; i++ {
		for _, name := range names {
			if i > 0 && strings.HasPrefix(name, "global") {
				continue
			}
			a := &act{name: name, goids: map[string]int64{}}
			run = append(run, a)
			all.Add(1)
			go func(body func(*act)) {
				defer all.Done()
				body(a)
			}(acts[name])
		}
	}
	all.Wait()
	time.Sleep(200 * time.Millisecond)
	out, err := os.Create(os.Args[1])
	if err != nil {
		panic(err)
	}
	for _, a := range run {
		for _, line := range a.lines {
			fmt.Fprintln(out, line)
		}
	}
	out.Close()
	fmt.Println("ready")
	time.Sleep(time.Hour)
	fmt.Println(run)
}
