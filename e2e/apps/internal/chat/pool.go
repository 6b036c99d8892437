package chat

// Pool runs tasks on a fixed number of goroutines, started as they are needed.
type Pool struct {
	slots chan struct{}
	tasks chan func()
}

// NewPool makes a pool of at most size goroutines, without a queue.
func NewPool(size int) *Pool {
	return &Pool{slots: make(chan struct{}, size), tasks: make(chan func())}
}

// Schedule hands a task to a goroutine of the pool and waits while all of them are busy.
func (p *Pool) Schedule(task func()) {
	select {
	case p.tasks <- task:
	case p.slots <- struct{}{}:
		go p.worker(task)
	}
}

func (p *Pool) worker(task func()) {
	defer func() { <-p.slots }()
	for {
		task()
		task = <-p.tasks
	}
}
