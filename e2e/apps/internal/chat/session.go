package chat

import (
	"encoding/json"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

const (
	pingEvery  = 3 * time.Second
	writeLimit = 10 * time.Second
)

// Session is one client's connection.
type Session struct {
	writing sync.Mutex
	conn    *websocket.Conn
	metrics *Metrics
	done    chan struct{}
}

func newSession(conn *websocket.Conn, metrics *Metrics) *Session {
	return &Session{conn: conn, metrics: metrics, done: make(chan struct{})}
}

// Send writes a message in the envelope of this session; a client that has gone is noticed by its reader.
func (s *Session) Send(message string) {
	data, err := json.Marshal(envelope{Session: s.conn.RemoteAddr().String(), Message: message})
	if err == nil && s.write(websocket.TextMessage, data) {
		s.metrics.ServerMessages.Inc()
	}
}

type envelope struct {
	Session string `json:"session"`
	Message string `json:"message"`
}

func (s *Session) write(kind int, data []byte) bool {
	s.writing.Lock()
	defer s.writing.Unlock()
	_ = s.conn.SetWriteDeadline(time.Now().Add(writeLimit))
	if err := s.conn.WriteMessage(kind, data); err != nil {
		return false
	}
	s.metrics.BytesSent.Add(float64(len(data)))
	return true
}

// serve greets the client, subscribes it and reads until it goes, which the others are told. Greeting and pings take no lock of the hub.
func (s *Session) serve(h *Hub, stream string) {
	defer s.conn.Close()
	s.Send("welcome")
	go s.pingLoop()
	h.Subscribe(s, stream)
	s.readLoop()
	close(s.done)
	go h.Broadcast(stream, "left")
	h.Leave(s)
}

func (s *Session) readLoop() {
	for {
		if _, _, err := s.conn.ReadMessage(); err != nil {
			return
		}
		s.metrics.ClientMessages.Inc()
	}
}

func (s *Session) pingLoop() {
	ticker := time.NewTicker(pingEvery)
	defer ticker.Stop()
	for {
		select {
		case <-s.done:
			return
		case <-ticker.C:
			if !s.write(websocket.PingMessage, []byte("ping")) {
				return
			}
		}
	}
}
