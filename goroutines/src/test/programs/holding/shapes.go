package main

// Other shapes of code: helpers, closures, interfaces, generics, containers, branches, loops.

import (
	"runtime"
	"sync"
)

type desk struct {
	mu    sync.Mutex
	other sync.Mutex
	rw    sync.RWMutex
	n     int
	hook  func()
	next  *desk
	tray  [6]sync.Mutex
	named map[string]*sync.Mutex
}

//go:noinline
func (d *desk) open() { d.mu.Lock(); d.n++ }

//go:noinline
func (d *desk) shut() { d.n--; d.mu.Unlock() }

//go:noinline
func (d *desk) byHelper() { d.open(); <-forever; d.shut() }

//go:noinline
func (d *desk) byHelperDeferred() { d.open(); defer d.shut(); <-forever }

//go:noinline
func (d *desk) openDeep() { d.openDeeper(); d.n++ }

//go:noinline
func (d *desk) openDeeper() { d.open(); d.n++ }

//go:noinline
func (d *desk) byDeepHelper() { d.openDeep(); <-forever; d.shut() }

//go:noinline
func (d *desk) opened() func() { d.mu.Lock(); return func() { d.n++; d.mu.Unlock() } }

//go:noinline
func (d *desk) byReleaser() { defer d.opened()(); <-forever }

//go:noinline
func (d *desk) byReleaser2() { shut := d.opened(); <-forever; shut() }

//go:noinline
func (d *desk) inClosure() {
	total := 0
	func() {
		d.mu.Lock()
		defer func() { total++; d.mu.Unlock() }()
		<-forever
	}()
	d.n = total
}

//go:noinline
func (d *desk) callsBack() { d.mu.Lock(); d.hook(); d.mu.Unlock() }

//go:noinline
func (d *desk) inDefer() {
	defer func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		<-forever
	}()
	d.n++
}

//go:noinline
func byInterface(l sync.Locker) { l.Lock(); <-forever; l.Unlock() }

//go:noinline
func byInterfaceDeferred(l sync.Locker) { l.Lock(); defer l.Unlock(); <-forever }

//go:noinline
func byValues(lock, unlock func()) { lock(); <-forever; unlock() }

type embedding struct {
	n int
	sync.Mutex
}

//go:noinline
func (e *embedding) hold() { e.Lock(); e.n += <-forever; e.Unlock() }

type cell[T any] struct {
	mu sync.Mutex
	v  T
}

//go:noinline
func (c *cell[T]) hold() T { c.mu.Lock(); defer c.mu.Unlock(); <-forever; return c.v }

//go:noinline
func within[L sync.Locker](l L, f func()) { l.Lock(); defer l.Unlock(); f() }

//go:noinline
func (d *desk) branches(lock bool) {
	if lock {
		d.mu.Lock()
	}
	<-forever
	if lock {
		d.mu.Unlock()
	}
}

//go:noinline
func (d *desk) eitherMode(write bool) {
	if write {
		d.rw.Lock()
	} else {
		d.rw.RLock()
	}
	<-forever
	if write {
		d.rw.Unlock()
	} else {
		d.rw.RUnlock()
	}
}

//go:noinline
func (d *desk) deferredIn(k int) {
	switch {
	case k == 1:
		d.mu.Lock()
		defer d.mu.Unlock()
	case k == 2:
		d.other.Lock()
		defer d.other.Unlock()
	}
	<-forever
}

//go:noinline
func (d *desk) loopsUntil() {
	for i := 0; ; i++ {
		d.mu.Lock()
		if i == 2 {
			break
		}
		d.mu.Unlock()
		runtime.Gosched()
	}
	<-forever
	d.mu.Unlock()
}

//go:noinline
func (d *desk) switches(k int) int {
	d.mu.Lock()
	switch k {
	case 0:
		d.mu.Unlock()
		return 0
	case 1:
		d.n++
	case 2:
		<-forever
	case 3:
		d.n--
	default:
		d.mu.Unlock()
		return 1
	}
	d.mu.Unlock()
	return 2
}

//go:noinline
func (d *desk) swaps() { d.mu.Lock(); d.other.Lock(); d.mu.Unlock(); <-forever; d.other.Unlock() }

//go:noinline
func hand(d *desk) int { // over hand
	d.mu.Lock()
	for d.next != nil {
		next := d.next
		next.mu.Lock()
		d.mu.Unlock()
		d = next
	}
	n := d.n
	d.mu.Unlock()
	return n
}

//go:noinline
func allOf(locks []*sync.Mutex) {
	for _, l := range locks {
		l.Lock()
		defer l.Unlock()
	}
	<-forever
}

//go:noinline
func (d *desk) byIndex(i int) { d.tray[i].Lock(); <-forever; d.tray[i].Unlock() }

//go:noinline
func (d *desk) byName(name string) {
	l := d.named[name]
	l.Lock()
	<-forever
	l.Unlock()
}

//go:noinline
func tries(m *sync.Mutex) {
	if m.TryLock() {
		<-forever
		m.Unlock()
	}
}

//go:noinline
func triesDeferred(m *sync.Mutex) {
	if !m.TryLock() {
		return
	}
	defer m.Unlock()
	<-forever
}

//go:noinline
func (d *desk) largeFrame(k int) int {
	var a [250]int
	d.mu.Lock()
	defer d.mu.Unlock()
	fill(&a, k)
	<-forever
	return a[k]
}

//go:noinline
func fill(a *[250]int, k int) { a[k] = k }

//go:noinline
func (d *desk) panics() {
	d.mu.Lock()
	defer d.mu.Unlock()
	defer func() { <-forever }()
	panic("held")
}

//go:noinline
func (d *desk) waitsAtExit(group *sync.WaitGroup) {
	d.mu.Lock()
	defer d.mu.Unlock()
	defer group.Wait()
	d.n++
}

var global struct {
	sync.RWMutex
	more [3]sync.Mutex
}

//go:noinline
func holdGlobal() { global.Lock(); defer global.Unlock(); <-forever }

//go:noinline
func holdGlobalArray() { global.more[1].Lock(); <-forever; global.more[1].Unlock() }

func init() {
	acts["helpers"] = func(a *act) {
		d := make([]*desk, 8)
		for i := range d {
			d[i] = &desk{hook: func() { <-forever }}
		}
		for i, body := range []func(){
			d[0].byHelper, d[1].byHelperDeferred, d[2].byDeepHelper, d[3].byReleaser, d[4].byReleaser2,
			d[5].inClosure, d[6].callsBack, d[7].inDefer,
		} {
			name := string(rune('0' + i))
			a.runs(name, body)
			a.queues(&d[i].mu)
			a.held(name, at(&d[i].mu), 0, name+"/M")
		}
	}
	acts["interfaces"] = func(a *act) {
		m := make([]sync.Mutex, 4)
		r, e := new(sync.RWMutex), new(embedding)
		s, g := new(cell[string]), new(cell[int])
		a.runs("0", func() { byInterface(&m[0]) })
		a.runs("1", func() { byInterfaceDeferred(&m[1]) })
		a.runs("2", func() { byValues(m[2].Lock, m[2].Unlock) })
		a.runs("3", func() { within[sync.Locker](&m[3], func() { <-forever }) })
		a.runs("reader", func() { byInterface(r.RLocker()) })
		a.runs("embedding", e.hold)
		a.runs("string", func() { s.hold() })
		a.runs("int", func() { g.hold() })
		for i := range m {
			a.queues(&m[i])
			name := string(rune('0' + i))
			a.held(name, at(&m[i]), 0, name+"/M")
		}
		a.queues(r)
		a.queues(e)
		a.queues(&s.mu)
		a.queues(&g.mu)
		a.held("reader", rw(r), 0, "reader/R")
		a.held("embedding", at(&e.Mutex), 0, "embedding/M")
		a.held("string", at(&s.mu), 0, "string/M")
		a.held("int", at(&g.mu), 0, "int/M")
	}
	acts["branches"] = func(a *act) {
		d := make([]*desk, 8)
		for i := range d {
			d[i] = new(desk)
		}
		a.runs("0", func() { d[0].branches(true) })
		a.runs("0b", func() { d[0].branches(false) })
		a.runs("1", func() { d[1].eitherMode(true) })
		a.runs("2", func() { d[2].eitherMode(false) })
		a.runs("3", func() { d[3].deferredIn(1) })
		a.runs("3b", func() { d[3].deferredIn(2) })
		a.runs("3c", func() { d[3].deferredIn(3) })
		a.runs("4", d[4].loopsUntil)
		a.runs("5", func() { d[5].switches(2) })
		a.runs("6", d[6].swaps)
		a.runs("6b", d[6].byHelper)
		a.queues(&d[0].mu)
		a.queues(d[1].rw.RLocker())
		a.queues(&d[2].rw)
		a.queues(&d[3].mu)
		a.queues(&d[3].other)
		a.queues(&d[4].mu)
		a.queues(&d[5].mu)
		a.queues(&d[6].mu)
		a.queues(&d[6].other)
		a.held("if", at(&d[0].mu), 0, "0/M")
		a.held("writes", rw(&d[1].rw), 0, "1/W")
		a.held("reads", rw(&d[2].rw), 0, "2/R")
		a.held("defer in one", at(&d[3].mu), 0, "3/M")
		a.held("defer in two", at(&d[3].other), 0, "3b/M")
		a.held("break", at(&d[4].mu), 0, "4/M")
		a.held("switch", at(&d[5].mu), 0, "5/M")
		a.held("swapped", at(&d[6].mu), 0, "6b/M")
		a.held("swapped for", at(&d[6].other), 0, "6/M")
	}
	acts["containers"] = func(a *act) {
		d := &desk{named: map[string]*sync.Mutex{"x": new(sync.Mutex)}}
		a.runs("i", func() { d.byIndex(4) })
		a.runs("n", func() { d.byName("x") })
		all := []*sync.Mutex{new(sync.Mutex), new(sync.Mutex), new(sync.Mutex)}
		a.runs("all", func() { allOf(all) })
		last := new(desk)
		first := &desk{next: &desk{next: last}}
		last.mu.Lock()
		a.runs("hand", func() { hand(first) })
		a.queues(&d.tray[4])
		a.queues(d.named["x"])
		a.held("index", at(&d.tray[4]), 0, "i/M")
		a.held("name", at(d.named["x"]), 0, "n/M")
		for i, l := range all {
			a.queues(l)
			a.held("all "+string(rune('0'+i)), at(l), 0, "all/M")
		}
		a.queues(&first.next.mu)
		a.free("hand has left", at(&first.mu))
		a.held("hand", at(&first.next.mu), 0, "hand/M")
		a.held("hand waits", at(&last.mu), 1)
	}
	acts["tries"] = func(a *act) {
		x, y := new(sync.Mutex), new(sync.Mutex)
		a.runs("1", func() { tries(x) })
		a.runs("2", func() { triesDeferred(y) })
		a.runs("3", func() { tries(x) })
		a.runs("4", func() { triesDeferred(y) })
		a.queues(x)
		a.queues(y)
		a.held("plain", at(x), 0, "1/M")
		a.held("deferred", at(y), 0, "2/M")
	}
	acts["frames"] = func(a *act) {
		group := new(sync.WaitGroup)
		group.Add(1)
		d := []*desk{{}, {}, {}}
		a.runs("0", func() { d[0].largeFrame(3) })
		a.runs("1", d[1].panics)
		a.runs("2", func() { d[2].waitsAtExit(group) })
		for i, name := range []string{"large", "panic", "exit"} {
			a.queues(&d[i].mu)
			a.held(name, at(&d[i].mu), 0, string(rune('0'+i))+"/M")
		}
	}
	acts["global"] = func(a *act) {
		a.runs("1", holdGlobal)
		a.runs("2", holdGlobalArray)
		a.queues(global.RLocker())
		a.queues(&global.more[1])
		a.held("embedded", rw(&global.RWMutex), 0, "1/W")
		a.held("array", at(&global.more[1]), 0, "2/M")
	}
}
