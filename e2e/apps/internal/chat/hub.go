// Package chat is a small WebSocket server: sessions subscribe to streams, a POST broadcasts to a stream.
package chat

import (
	"sync"
	"time"
)

// Hub knows which session listens to which stream.
type Hub struct {
	mu       sync.RWMutex
	sessions map[*Session]struct{}
	streams  map[string]map[*Session]struct{}

	pool       *Pool
	unregister chan *Session
	metrics    *Metrics

	// CopyBeforeSending makes a broadcast give the lock back before it waits for the pool.
	CopyBeforeSending bool
}

// NewHub starts a hub whose tasks run on a pool of so many goroutines.
func NewHub(workers int, metrics *Metrics) *Hub {
	h := &Hub{
		sessions:   map[*Session]struct{}{},
		streams:    map[string]map[*Session]struct{}{},
		pool:       NewPool(workers),
		unregister: make(chan *Session, 4096),
		metrics:    metrics,
	}
	go h.run()
	go h.collectStatistics()
	return h
}

func (h *Hub) run() {
	for s := range h.unregister {
		h.removeSession(s)
	}
}

// Subscribe adds a session to a stream.
func (h *Hub) Subscribe(s *Session, stream string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sessions[s] = struct{}{}
	if h.streams[stream] == nil {
		h.streams[stream] = map[*Session]struct{}{}
	}
	h.streams[stream][s] = struct{}{}
}

// Leave takes a session whose client has gone out of the hub, on the pool.
func (h *Hub) Leave(s *Session) {
	h.metrics.DisconnectQueue.Inc()
	h.pool.Schedule(func() {
		defer h.metrics.DisconnectQueue.Dec()
		if h.isSubscribed(s) {
			h.unregister <- s
		}
	})
}

func (h *Hub) isSubscribed(s *Session) bool {
	h.mu.RLock()
	defer h.mu.RUnlock()
	_, found := h.sessions[s]
	return found
}

func (h *Hub) removeSession(s *Session) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.sessions, s)
	for _, members := range h.streams {
		delete(members, s)
	}
}

// Broadcast sends a message to every session of a stream.
func (h *Hub) Broadcast(stream, message string) {
	h.metrics.Broadcasts.Inc()
	if h.CopyBeforeSending {
		h.broadcastToCopy(stream, message)
	} else {
		h.broadcastToStream(stream, message)
	}
}

// broadcastToStream waits for the pool with the lock in its hand: once every goroutine of the pool waits for that lock
// behind a writer, nothing moves any more.
func (h *Hub) broadcastToStream(stream, message string) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for s := range h.streams[stream] {
		h.pool.Schedule(func() { s.Send(message) })
	}
}

func (h *Hub) broadcastToCopy(stream, message string) {
	h.mu.RLock()
	members := make([]*Session, 0, len(h.streams[stream]))
	for s := range h.streams[stream] {
		members = append(members, s)
	}
	h.mu.RUnlock()
	for _, s := range members {
		h.pool.Schedule(func() { s.Send(message) })
	}
}

func (h *Hub) sizes() (sessions, streams int) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return len(h.sessions), len(h.streams)
}

// collectStatistics refreshes the gauges. It asks the hub for its sizes, so it stops when the hub does: the gauges keep
// their last values for ever.
func (h *Hub) collectStatistics() {
	for range time.Tick(time.Second) {
		h.metrics.refreshRuntime()
		sessions, streams := h.sizes()
		h.metrics.Clients.Set(float64(sessions))
		h.metrics.Streams.Set(float64(streams))
	}
}
