package main

// Those who hold what they have locked, in every kind of wait.

import (
	"net"
	"os"
	"sync"
	"syscall"
	"time"
	"unsafe"
)

type purse struct {
	coins int
	left  sync.Mutex
	right sync.Mutex
	gate  sync.RWMutex
}

//go:noinline
func (p *purse) leftThenRight() {
	p.left.Lock()
	defer p.left.Unlock()
	pause()
	pause()
	p.right.Lock()
	defer p.right.Unlock()
	p.coins++
}

//go:noinline
func (p *purse) rightThenLeft() {
	p.right.Lock()
	pause()
	pause()
	p.left.Lock()
	p.coins--
	p.left.Unlock()
	p.right.Unlock()
}

//go:noinline
func (p *purse) count() int {
	p.left.Lock()
	defer p.left.Unlock()
	return p.coins
}

//go:noinline
func (p *purse) countTwice() int {
	p.left.Lock()
	n := p.coins + p.count()
	p.left.Unlock()
	return n
}

//go:noinline
func (p *purse) sleeps() {
	p.left.Lock()
	defer p.left.Unlock()
	time.Sleep(time.Hour)
}

//go:noinline
func (p *purse) reads(fd int) {
	p.left.Lock()
	var b [1]byte
	n, _ := syscall.Read(fd, b[:])
	p.coins += n
	p.left.Unlock()
}

//go:noinline
func (p *purse) listens(c net.Conn) {
	p.left.Lock()
	defer p.left.Unlock()
	b := make([]byte, 1)
	n, _ := c.Read(b)
	p.coins += n
}

//go:noinline
func (p *purse) selects(in, out chan int) {
	p.left.Lock()
	select {
	case n := <-in:
		p.coins += n
	case out <- p.coins:
		p.coins = 0
	}
	p.left.Unlock()
}

//go:noinline
func (p *purse) waits(wg *sync.WaitGroup) {
	p.left.Lock()
	wg.Wait()
	p.left.Unlock()
}

//go:noinline
func (p *purse) takesOther(q *purse) {
	p.left.Lock()
	q.left.Lock()
	p.coins += q.coins
	q.left.Unlock()
	p.left.Unlock()
}

//go:noinline
func (p *purse) farBelow() {
	p.left.Lock()
	p.coins += below(3)
	p.left.Unlock()
}

//go:noinline
func below(n int) int {
	if n == 0 {
		return <-forever
	}
	return below(n-1) + n
}

//go:noinline
func (p *purse) looks() {
	p.gate.RLock()
	defer p.gate.RUnlock()
	<-forever
}

//go:noinline
func (p *purse) looksPlainly() {
	p.gate.RLock()
	p.coins += <-forever
	p.gate.RUnlock()
}

//go:noinline
func (p *purse) looksIf(yes bool) {
	if yes {
		p.gate.RLock()
		defer p.gate.RUnlock()
	}
	<-forever
}

//go:noinline
func (p *purse) looksAgain() {
	p.gate.RLock()
	pause()
	pause()
	p.gate.RLock()
	p.coins++
	p.gate.RUnlock()
	p.gate.RUnlock()
}

//go:noinline
func (p *purse) upgrades() {
	p.gate.RLock()
	if p.coins == 0 {
		p.gate.Lock()
		p.coins = 1
		p.gate.Unlock()
	}
	p.gate.RUnlock()
}

//go:noinline
func (p *purse) writes() {
	p.gate.Lock()
	p.coins += <-forever
	p.gate.Unlock()
}

//go:noinline
func (p *purse) finished() {
	p.left.Lock()
	p.coins++
	p.left.Unlock()
	<-forever
}

//go:noinline
func works(wg *sync.WaitGroup) {
	defer wg.Done()
	<-forever
}

//go:noinline
func worksOn(wg *sync.WaitGroup) {
	<-forever
	wg.Done()
}

func at(m *sync.Mutex) unsafe.Pointer     { return unsafe.Pointer(m) }
func rw(m *sync.RWMutex) unsafe.Pointer   { return unsafe.Pointer(m) }
func wg(m *sync.WaitGroup) unsafe.Pointer { return unsafe.Pointer(m) }

func init() {
	acts["two locks"] = func(a *act) {
		p := new(purse)
		a.runs("1", p.leftThenRight)
		a.runs("2", p.rightThenLeft)
		a.held("left", at(&p.left), 0, "1/M")
		a.held("right", at(&p.right), 0, "2/M")
	}
	acts["one lock twice"] = func(a *act) {
		p := new(purse)
		a.runs("1", func() { p.countTwice() })
		a.held("left", at(&p.left), 0, "1/M")
	}
	acts["waits"] = func(a *act) {
		r, w, _ := os.Pipe()
		a.keep = append(a.keep, w)
		fd := int(r.Fd())
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			panic(err)
		}
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			panic(err)
		}
		a.keep = append(a.keep, l)
		group := new(sync.WaitGroup)
		group.Add(2)
		p := make([]*purse, 8)
		for i := range p {
			p[i] = new(purse)
		}
		for i, body := range []func(){
			p[0].sleeps,
			func() { p[1].reads(fd) },
			func() { p[2].listens(c) },
			func() { p[3].selects(make(chan int), make(chan int)) },
			func() { p[4].waits(group) },
			func() { p[5].takesOther(p[0]) },
			p[6].farBelow,
		} {
			name := string(rune('0' + i))
			a.runs(name, body)
			a.queues(&p[i].left)
			a.held(name, at(&p[i].left), 0, name+"/M")
		}
		a.runs("done", func() { works(group) })
		a.runs("done later", func() { worksOn(group) })
		a.held("group", wg(group), 0, "done/D", "done later/D")
		short := new(sync.WaitGroup)
		short.Add(2)
		a.runs("short", func() { works(short) })
		go short.Wait()
		a.held("short group", wg(short), 1, "short/D")
	}
	acts["readers"] = func(a *act) {
		p := new(purse)
		a.runs("1", p.looks)
		a.runs("2", p.looksPlainly)
		a.runs("3", func() { p.looksIf(true) })
		a.runs("4", func() { p.looksIf(false) })
		a.queues(&p.gate)
		a.queues(p.gate.RLocker())
		a.held("gate", rw(&p.gate), 0, "1/R", "2/R", "3/R")
		q := new(purse)
		go func() { pause(); enter(&q.gate) }()
		a.runs("5", q.looksAgain)
		pause()
		a.held("again", rw(&q.gate), 0, "5/R")
		u := new(purse)
		a.runs("6", u.upgrades)
		a.held("upgrade", rw(&u.gate), 0, "6/R")
		w := new(purse)
		a.runs("7", w.writes)
		a.queues(w.gate.RLocker())
		a.queues(&w.gate)
		a.held("writer", rw(&w.gate), 0, "7/W")
		e := new(purse)
		a.ends(e.gate.RLock)
		a.runs("8", e.looks)
		a.queues(&e.gate)
		a.held("one has ended", rw(&e.gate), 1, "8/R")
	}
	acts["healthy"] = func(a *act) {
		p, q := new(purse), new(purse)
		a.runs("1", p.finished)
		a.free("free", at(&p.left))
		a.runs("2", q.finished)
		a.runs("3", q.sleeps)
		a.queues(&q.left)
		a.held("held by another", at(&q.left), 0, "3/M")
	}
}
