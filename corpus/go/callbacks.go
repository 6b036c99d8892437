package main

import (
	"sync"
	"time"
)

func init() {
	cases["callback"] = callback
	cases["last-two"] = lastTwo
	cases["group-beside"] = groupBeside
	cases["healthy-callback"] = healthyCallback
}

// journal hands over what it has written, and takes back what became of it.
type journal struct {
	entries chan func()
	applied chan int
	closed  chan struct{}
}

func (j *journal) write() {
	for n := 0; ; n++ {
		if n%3 == 2 {
			select {
			case <-j.applied:
			case <-j.closed:
			}
		} else {
			j.commit(n)
		}
	}
}

func (j *journal) commit(n int) {
	entry := func() {
		select {
		case j.applied <- n:
		case <-j.closed:
		}
	}
	select {
	case j.entries <- entry:
	case <-j.closed:
	}
}

//go:noinline
func apply(entries <-chan func()) {
	for entry := range entries {
		entry()
	}
}

// callback hands the second entry over before it takes back what became of the first.
func callback() {
	j := &journal{make(chan func()), make(chan int), make(chan struct{})}
	go j.write()
	go apply(j.entries)
}

var (
	namesLock sync.Mutex
	names     = map[string]int{}
	changes   = make(chan string)
)

//go:noinline
func register(name string) {
	namesLock.Lock()
	defer namesLock.Unlock()
	names[name]++
	changes <- name
}

//go:noinline
func count(name string) int {
	namesLock.Lock()
	defer namesLock.Unlock()
	return names[name]
}

// lastTwo sends with the lock held that the receiver takes first; both are variables of the package, so neither is in arguments.
func lastTwo() {
	go register("one")
	time.Sleep(50 * time.Millisecond)
	go func() {
		for count("one") > 0 {
			<-changes
		}
	}()
}

type crew struct {
	members sync.WaitGroup
	home    chan struct{}
}

// quiesce waits for the members, and has forgotten to tell them.
//
//go:noinline
func (c *crew) quiesce() { c.members.Wait() }

// groupBeside starts the members and the one that stops them side by side.
func groupBeside() {
	c := &crew{home: make(chan struct{})}
	for range 3 {
		c.members.Add(1)
		go func() {
			defer c.members.Done()
			<-c.home
		}()
	}
	go c.quiesce()
}

// healthyCallback runs callbacks that wait for a time, while whoever has given them waits for their end.
func healthyCallback() {
	jobs := make(chan func())
	go apply(jobs)
	go func() {
		never := make(chan struct{})
		for {
			ended := make(chan bool)
			jobs <- func() {
				select {
				case <-time.After(20 * time.Millisecond):
				case <-never:
				}
				close(ended)
			}
			<-ended
		}
	}()
}
