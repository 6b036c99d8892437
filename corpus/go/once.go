package main

import "sync"

func init() {
	cases["once-twice"] = func() { (&config{}).get("a") }
	cases["once-held"] = onceHeld
	cases["group-limit"] = groupLimit
}

type config struct {
	once   sync.Once
	values map[string]string
}

func (c *config) get(key string) string {
	c.once.Do(c.load)
	return c.values[key]
}

// load runs in the Once and asks for a value, which needs the Once.
func (c *config) load() {
	c.values = map[string]string{"region": c.get("zone")}
}

type remote struct {
	once  sync.Once
	reply chan string
	value string
}

func (r *remote) get() string {
	r.once.Do(r.fetch)
	return r.value
}

// fetch waits for a reply that never comes, and everybody else for fetch.
func (r *remote) fetch() {
	r.value = <-r.reply
}

func onceHeld() {
	r := &remote{reply: make(chan string)}
	for range 12 {
		go r.get()
	}
}

// group runs at most so many tasks at a time.
type group struct{ slots chan struct{} }

func (g *group) start(task func()) {
	g.slots <- struct{}{}
	go func() {
		defer func() { <-g.slots }()
		task()
	}()
}

// groupLimit starts tasks from within tasks of the same group.
func groupLimit() {
	g := &group{slots: make(chan struct{}, 4)}
	var walk func(depth int)
	walk = func(depth int) {
		for range 3 {
			if depth > 0 {
				g.start(func() { walk(depth - 1) })
			}
		}
	}
	walk(4)
}
