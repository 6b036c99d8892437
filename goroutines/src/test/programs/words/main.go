// words: goroutines wait for everything there is in package sync, and at channels, each in a place in a queue that is known. What
// must be told about each is printed to the error output before "ready", in the form of a dump read from memory.
package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"
	"unsafe"
)

var keep []interface{}

func goid() int64 {
	var b [64]byte
	id, _ := strconv.ParseInt(string(bytes.Fields(b[:runtime.Stack(b[:], false)])[1]), 10, 64)
	return id
}

// start runs f in a goroutine of its own, and gives it time to come to where it waits.
func start(f func()) string {
	id := make(chan int64)
	go func() { id <- goid(); f() }()
	text := strconv.FormatInt(<-id, 10)
	time.Sleep(15 * time.Millisecond)
	return text
}

func several(n int, f func()) string {
	var ids []string
	for i := 0; i < n; i++ {
		ids = append(ids, start(f))
	}
	return strings.Join(ids, " ")
}

func say(kind string, p unsafe.Pointer, format string, a ...interface{}) {
	keep = append(keep, p)
	fmt.Fprintf(os.Stderr, "# %s %#x: %s\n", kind, uintptr(p), fmt.Sprintf(format, a...))
}

// at: a channel is a pointer.
func at(c interface{}) unsafe.Pointer {
	return (*[2]unsafe.Pointer)(unsafe.Pointer(&c))[1]
}

func mutexes() {
	m := new(sync.Mutex)
	m.Lock()
	say("Mutex", unsafe.Pointer(m), "locked, 5 waiting; queue %s", several(5, m.Lock))

	// of an object, not at its beginning and not at a multiple of eight
	o := &struct {
		a int32
		m sync.Mutex
	}{}
	o.m.Lock()
	say("Mutex", unsafe.Pointer(&o.m), "locked, 1 waiting; queue %s", start(o.m.Lock))
}

func readersAndWriters() {
	a := new(sync.RWMutex)
	a.RLock()
	a.RLock()
	a.RLock()
	writer := start(a.Lock)
	readers := several(2, a.RLock)
	say("RWMutex", unsafe.Pointer(a), "3 reading, a writer waits, 2 waiting to read, 2 more to write; readers %s; writer %s; writers %s",
		readers, writer, several(2, a.Lock))

	b := new(sync.RWMutex)
	b.Lock()
	readers = several(3, b.RLock)
	say("RWMutex", unsafe.Pointer(b), "writing, 3 waiting to read, 1 more to write; readers %s; writers %s", readers, start(b.Lock))

	c := new(sync.RWMutex)
	c.RLock()
	c.RLock()
	writer = start(c.Lock)
	readers = start(c.RLocker().Lock)
	c.RUnlock()
	say("RWMutex", unsafe.Pointer(c), "1 reading, a writer waits, 1 waiting to read, 0 more to write; readers %s; writer %s", readers, writer)
}

func others() {
	g := new(sync.WaitGroup)
	g.Add(7)
	say("WaitGroup", unsafe.Pointer(g), "counter 7, 2 waiting; queue %s", several(2, g.Wait))

	o := new(sync.Once)
	start(func() { o.Do(func() { select {} }) })
	say("Once", unsafe.Pointer(o), "running, 2 waiting; queue %s", several(2, func() { o.Do(func() {}) }))

	l := new(sync.Mutex)
	c := sync.NewCond(l)
	q := several(3, func() { l.Lock(); c.Wait() })
	say("Cond", unsafe.Pointer(c), "lock %#x, 3 waiting; queue %s", uintptr(unsafe.Pointer(l)), q)

	r := new(sync.RWMutex)
	d := sync.NewCond(r.RLocker())
	q = start(func() { r.RLock(); d.Wait() })
	say("Cond", unsafe.Pointer(d), "lock %#x, 1 waiting; queue %s", uintptr(unsafe.Pointer(r)), q)
}

func channels() {
	full := make(chan int32, 3)
	full <- 1
	full <- 2
	full <- 3
	senders := several(2, func() { full <- 4 })

	empty := make(chan string)
	say("channel", at(empty), "0/0; receivers %s", several(4, func() { <-empty }))

	some := make(chan int, 8)
	q := start(func() { <-some })
	chooser := start(func() {
		select {
		case <-some:
		case full <- 5:
		}
	})
	say("channel", at(some), "0/8; receivers %s %s", q, chooser)
	say("channel", at(full), "3/3; senders %s %s", senders, chooser)
	both := make(chan int)
	q = start(func() {
		select {
		case both <- 1:
		case <-both:
		}
	})
	say("channel", at(both), "0/0; receivers %s; senders %s", q, q)
	keep = append(keep, full, empty, some, both)
}

func main() {
	mutexes()
	readersAndWriters()
	others()
	channels()
	fmt.Println("ready", runtime.NumGoroutine())
	time.Sleep(time.Hour)
	fmt.Println(keep)
}
