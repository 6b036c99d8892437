package main

import (
	"sync"
	"time"
)

func init() {
	cases["incident-select"] = incidentSelect
	cases["empty-select"] = emptySelect
}

type fanout struct {
	mu      sync.RWMutex
	members map[int]bool
	tasks   chan int
	done    chan struct{}
}

// send hands a task for each member out in a select, with the read lock held.
func (f *fanout) send() {
	f.mu.RLock()
	defer f.mu.RUnlock()
	for id := range f.members {
		select {
		case f.tasks <- id:
		case <-f.done:
			return
		}
	}
}

func (f *fanout) remove(id int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.members, id)
}

//go:noinline
func (f *fanout) knows(id int) bool {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.members[id]
}

// workOff is no method: only the channel ties it to those who hand work out.
//
//go:noinline
func workOff(tasks <-chan int, known func(int) bool) {
	for id := range tasks {
		time.Sleep(50 * time.Millisecond)
		known(id)
	}
}

func incidentSelect() {
	f := &fanout{members: map[int]bool{}, tasks: make(chan int), done: make(chan struct{})}
	for id := range 200 {
		f.members[id] = true
	}
	for range 12 {
		go workOff(f.tasks, f.knows)
	}
	go f.send()
	time.Sleep(20 * time.Millisecond)
	go f.remove(3)
}

// emptySelect waits in a select that has lost its cases.
func emptySelect() {
	go stayForEver()
}

//go:noinline
func stayForEver() { select {} }
