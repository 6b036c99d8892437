package main

// Those who look like holders and are not: each beside one who is, beside nobody, and beside one
// who has ended.

import (
	"sync"
	"unsafe"
)

type line struct {
	mu    sync.Mutex
	cond  *sync.Cond
	items []int
}

func newLine() *line {
	l := new(line)
	l.cond = sync.NewCond(&l.mu)
	return l
}

//go:noinline
func (l *line) take() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	for len(l.items) == 0 {
		l.cond.Wait()
	}
	return l.items[0]
}

//go:noinline
func (l *line) takeByLocker() int {
	l.cond.L.Lock()
	for len(l.items) == 0 {
		l.cond.Wait()
	}
	n := l.items[0]
	l.cond.L.Unlock()
	return n
}

//go:noinline
func (d *desk) relocks() {
	d.mu.Lock()
	d.n++
	d.mu.Unlock()
	<-forever
	d.mu.Lock()
	d.n++
	d.mu.Unlock()
}

//go:noinline
func (d *desk) relocksDeferred() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.mu.Unlock()
	<-forever
	d.mu.Lock()
}

//go:noinline
func (d *desk) waitsOutside() { d.mu.Unlock(); <-forever; d.mu.Lock() }

//go:noinline
func (d *desk) relocksBelow() { d.mu.Lock(); defer d.mu.Unlock(); d.waitsOutside(); d.n++ }

//go:noinline
func (d *desk) shutsBelow() { d.mu.Lock(); d.shut(); <-forever; d.mu.Lock(); d.mu.Unlock() }

//go:noinline
func (d *desk) defersFirst() { defer d.mu.Unlock(); <-forever; d.mu.Lock() }

//go:noinline
func (d *desk) hasFlag() {
	d.mu.Lock()
	locked := true
	defer func() {
		if locked {
			d.mu.Unlock()
		}
	}()
	d.n++
	d.mu.Unlock()
	locked = false
	<-forever
}

//go:noinline
func (d *desk) byOtherName(l sync.Locker) {
	d.mu.Lock()
	l.Unlock()
	<-forever
	l.Lock()
	d.mu.Unlock()
}

//go:noinline
func (d *desk) byFunction(unlock, lock func()) {
	d.mu.Lock()
	unlock()
	<-forever
	lock()
	d.mu.Unlock()
}

//go:noinline
func (d *desk) loops(times int) {
	for i := 0; i < times; i++ {
		d.mu.Lock()
		d.n++
		d.mu.Unlock()
	}
	<-forever
}

//go:noinline
func (d *desk) handsOver(c chan bool) { d.mu.Lock(); c <- true; <-forever }

//go:noinline
func (d *desk) takesOver(c chan bool) { <-c; <-forever; d.mu.Unlock() }

//go:noinline
func (d *desk) unlocksFor(c chan bool) { <-c; d.mu.Unlock(); <-forever }

//go:noinline
func (d *desk) returnsEarly(early bool) int {
	d.mu.Lock()
	if early {
		return 1
	}
	d.mu.Unlock()
	return 0
}

type pointer struct{ to *desk }

//go:noinline
func (p *pointer) moves(other *desk) { p.to.mu.Lock(); p.to = other; <-forever; p.to.mu.Unlock() }

//go:noinline
func (p *pointer) keeps(other *desk) { d := p.to; d.mu.Lock(); p.to = other; <-forever; d.mu.Unlock() }

//go:noinline
func setTo(pp **desk, d *desk) { *pp = d }

//go:noinline
func through(x, y *desk) {
	d := x
	where := &d
	setTo(where, y)
	d.mu.Lock()
	setTo(where, x)
	<-forever
	setTo(where, y)
	d.mu.Unlock()
}

type parcel struct {
	pad  int
	desk *desk
	n    int
}

// open2 looks at a field of a variable on the stack that a callee changes afterwards.
//
//go:noinline
func open2(x, y *desk) {
	var p parcel
	wrap(&p, x)
	p.desk.mu.Lock()
	wrap(&p, y)
	<-forever
	wrap(&p, x)
	p.desk.mu.Unlock()
}

//go:noinline
func wrap(p *parcel, d *desk) { p.desk = d; p.n++ }

func (a *act) beside(name string, m *sync.Mutex) {
	a.runs("holder of "+name, func() { m.Lock(); <-forever; m.Unlock() })
	a.queues(m)
	a.held(name, at(m), 0, "holder of "+name+"/M")
}

func (a *act) besideNobody(name string, m *sync.Mutex) {
	a.ends(m.Lock)
	a.queues(m)
	a.held(name+", ended", at(m), 1)
}

func init() {
	acts["condition"] = func(a *act) {
		l := make([]*line, 3)
		for i := range l {
			v := newLine()
			l[i] = v
			a.runs("take", func() { v.take() })
			a.runs("take by locker", func() { v.takeByLocker() })
		}
		a.beside("held", &l[0].mu)
		a.free("free", at(&l[1].mu))
		a.besideNobody("held", &l[2].mu)
		w := newLine()
		a.runs("wakes", func() { w.take() })
		a.runs("waker", func() { w.mu.Lock(); w.cond.Broadcast(); <-forever; w.mu.Unlock() })
		a.held("woken", at(&w.mu), 0, "waker/M")
	}
	acts["not any more"] = func(a *act) {
		for _, trap := range []struct {
			name string
			body func(*desk)
		}{
			{"relock", (*desk).relocks},
			{"deferred", (*desk).relocksDeferred},
			{"below", (*desk).relocksBelow},
			{"shut below", (*desk).shutsBelow},
			{"not yet", (*desk).defersFirst},
			{"flag", (*desk).hasFlag},
			{"loop", func(d *desk) { d.loops(5) }},
			{"interface", func(d *desk) { d.byOtherName(&d.mu) }},
			{"function", func(d *desk) { d.byFunction(d.mu.Unlock, d.mu.Lock) }},
		} {
			trap := trap
			x, y, z := new(desk), new(desk), new(desk)
			for i, d := range []*desk{x, y, z} {
				d := d
				a.runs(trap.name+string(rune('0'+i)), func() { trap.body(d) })
			}
			a.beside(trap.name, &x.mu)
			a.free(trap.name+", free", at(&y.mu))
			a.besideNobody(trap.name, &z.mu)
		}
	}
	acts["handed over"] = func(a *act) {
		x, c := new(desk), make(chan bool)
		a.runs("gives", func() { x.handsOver(c) })
		a.runs("takes", func() { x.takesOver(c) })
		a.queues(&x.mu)
		a.held("taken over", at(&x.mu), 0, "gives/M")
		y, e := new(desk), make(chan bool)
		a.runs("gives 2", func() { y.handsOver(e) })
		a.runs("unlocks 2", func() { y.unlocksFor(e) })
		a.beside("given back", &y.mu)
		z, f := new(desk), make(chan bool)
		a.runs("gives 3", func() { z.handsOver(f) })
		a.runs("unlocks 3", func() { z.unlocksFor(f) })
		a.besideNobody("given back", &z.mu)
	}
	acts["forgotten"] = func(a *act) {
		d := new(desk)
		a.runs("returns", func() { d.returnsEarly(true); <-forever })
		a.queues(&d.mu)
		a.held("returned", at(&d.mu), 0, "returns/M")
		e := new(desk)
		a.besideNobody("ended", &e.mu)
	}
	acts["pointers"] = func(a *act) {
		x, y, z := new(desk), new(desk), new(desk)
		z.mu.Lock()
		p, q := &pointer{x}, &pointer{y}
		a.runs("moves", func() { p.moves(z) })
		a.runs("keeps", func() { q.keeps(z) })
		a.queues(&x.mu)
		a.queues(&y.mu)
		a.queues(&z.mu)
		a.held("moved", at(&x.mu), 0, "moves/M")
		a.held("kept", at(&y.mu), 0, "keeps/M")
		a.held("moved to", at(&z.mu), 1)
		u, v := new(desk), new(desk)
		a.runs("through", func() { through(u, v) })
		a.queues(&v.mu)
		a.held("through", at(&v.mu), 0, "through/M")
		a.besideNobody("not through", &u.mu)
		s, t := new(desk), new(desk)
		a.runs("parcel", func() { open2(s, t) })
		a.queues(&s.mu)
		a.held("parcel", at(&s.mu), 0, "parcel/M")
		a.besideNobody("other parcel", &t.mu)
		c, copied := new(desk), new(desk)
		a.runs("copied", c.byHelper)
		*(*[2]int32)(unsafe.Pointer(&copied.mu)) = *(*[2]int32)(unsafe.Pointer(&c.mu))
		a.queues(&copied.mu)
		a.queues(&c.mu)
		a.held("original", at(&c.mu), 0, "copied/M")
		a.held("copy", at(&copied.mu), 1)
	}
}
