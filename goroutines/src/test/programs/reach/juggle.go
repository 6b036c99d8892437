package main

import (
	"sync/atomic"
	"time"
)

// keptInMotion waits for a channel that somebody refers to, from another place all the time.
func keptInMotion(c chan *record) { <-c }

// garbage is made so that memory is used again soon.
var garbage atomic.Value

// juggle has one goroutine hand a channel on to another, through objects that are new each time.
func juggle() {
	c := channel()
	go keptInMotion(c)
	hand := make(chan *record)
	var place atomic.Value
	go func() {
		r := &record{c: c}
		for {
			hand <- &record{next: &record{c: r.c}}
			r = (<-hand).next
		}
	}()
	go func() {
		for {
			r := <-hand
			place.Store(&record{c: r.next.c})
			r = nil
			garbage.Store(make([]*record, 1000))
			time.Sleep(50 * time.Microsecond)
			hand <- &record{next: place.Load().(*record)}
			place.Store(&record{})
		}
	}()
}
