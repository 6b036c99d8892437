package main

import (
	"sync"
	"time"
)

func init() {
	cases["double-locking"] = func() { newStore().replace("a", "b") }
	cases["ab-ba"] = abba
	cases["ab-ba-three"] = abbaThree
	cases["rwr"] = rwr
	cases["orphan"] = func() { orphan(40) }
	cases["orphan-one"] = func() { orphan(1) }
}

type store struct {
	name  string
	mu    sync.Mutex
	items map[string]string
}

func newStore() *store { return &store{items: map[string]string{}} }

// replace takes the lock and calls put, which takes it again.
func (s *store) replace(old, new string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.items, old)
	s.put(new)
}

//go:noinline
func (s *store) put(item string) {
	s.mu.Lock()
	s.items[item] = item
	s.mu.Unlock()
}

type account struct {
	owner   string
	mu      sync.Mutex
	balance int
}

// transfer takes the lock of the giver, then that of the taker.
func (a *account) transfer(to *account, amount int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance -= amount
	time.Sleep(100 * time.Millisecond)
	to.deposit(amount)
}

//go:noinline
func (a *account) deposit(amount int) {
	a.mu.Lock()
	a.balance += amount
	a.mu.Unlock()
}

func abba() {
	one, two := &account{owner: "one"}, &account{owner: "two"}
	go one.transfer(two, 5)
	go two.transfer(one, 7)
}

func abbaThree() {
	one, two, three := &account{owner: "one"}, &account{owner: "two"}, &account{owner: "three"}
	go one.transfer(two, 1)
	go two.transfer(three, 2)
	go three.transfer(one, 3)
}

type cache struct {
	hits int
	mu   sync.RWMutex
	m    map[string]string
}

// both reads twice under the read lock; a writer comes in between.
func (c *cache) both(a, b string) string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	first := c.m[a]
	time.Sleep(300 * time.Millisecond)
	return first + c.get(b)
}

//go:noinline
func (c *cache) get(key string) string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.m[key]
}

//go:noinline
func (c *cache) set(key, value string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.m[key] = value
}

func rwr() {
	c := &cache{m: map[string]string{}}
	go c.both("a", "b")
	time.Sleep(100 * time.Millisecond)
	go c.set("a", "1")
	time.Sleep(100 * time.Millisecond)
	for range 5 {
		go c.get("a")
	}
}

type registry struct {
	size int
	mu   sync.Mutex
	ids  map[int]bool
}

// claim forgets to unlock when the id is taken.
//
//go:noinline
func (r *registry) claim(id int) bool {
	r.mu.Lock()
	if r.ids[id] {
		return false
	}
	r.ids[id] = true
	r.mu.Unlock()
	return true
}

func orphan(waiters int) {
	r := &registry{ids: map[int]bool{7: true}}
	r.claim(7)
	for i := range waiters {
		go r.claim(i)
	}
}
