package chat

import (
	"io"
	"net/http"

	"github.com/gorilla/websocket"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Handler serves /ws (a session), POST /broadcast, /alive, /metrics and /health. The last two never touch the hub, so they stay 200.
func Handler(h *Hub, registry *prometheus.Registry) http.Handler {
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	mux := http.NewServeMux()
	mux.HandleFunc("/ws", func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		newSession(conn, h.metrics).serve(h, streamOf(r))
	})
	mux.HandleFunc("POST /broadcast", func(w http.ResponseWriter, r *http.Request) {
		message, err := io.ReadAll(io.LimitReader(r.Body, 64<<10))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		h.Broadcast(streamOf(r), string(message))
		w.WriteHeader(http.StatusNoContent)
	})
	mux.HandleFunc("/alive", func(w http.ResponseWriter, _ *http.Request) {
		h.sizes()
		w.WriteHeader(http.StatusOK)
	})
	mux.Handle("/metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("/health", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	return mux
}

func streamOf(r *http.Request) string {
	if stream := r.URL.Query().Get("stream"); stream != "" {
		return stream
	}
	return "all"
}
