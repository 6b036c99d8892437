package chat

import (
	"runtime"

	"github.com/prometheus/client_golang/prometheus"
)

// Metrics are what the server tells Prometheus. Gauges are refreshed by the hub's statistics loop.
type Metrics struct {
	Clients, Streams, Goroutines, Memory, DisconnectQueue prometheus.Gauge
	ServerMessages, ClientMessages, Broadcasts, BytesSent prometheus.Counter
}

// NewMetrics registers them under a prefix.
func NewMetrics(registry prometheus.Registerer, prefix string) *Metrics {
	gauge := func(name, help string) prometheus.Gauge {
		g := prometheus.NewGauge(prometheus.GaugeOpts{Name: prefix + name, Help: help})
		registry.MustRegister(g)
		return g
	}
	counter := func(name, help string) prometheus.Counter {
		c := prometheus.NewCounter(prometheus.CounterOpts{Name: prefix + name, Help: help})
		registry.MustRegister(c)
		return c
	}
	return &Metrics{
		Clients:         gauge("clients_num", "Sessions in the hub."),
		Streams:         gauge("broadcast_streams_num", "Streams with subscribers."),
		Goroutines:      gauge("goroutines_num", "Goroutines."),
		Memory:          gauge("mem_sys_bytes", "Memory from the system."),
		DisconnectQueue: gauge("disconnect_queue_size", "Sessions about to leave."),
		ServerMessages:  counter("server_msg_total", "Messages sent to clients, without pings."),
		ClientMessages:  counter("client_msg_total", "Messages from clients."),
		Broadcasts:      counter("broadcast_msg_total", "Messages to broadcast."),
		BytesSent:       counter("data_sent_total", "Bytes sent to clients, with pings."),
	}
}

func (m *Metrics) refreshRuntime() {
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	m.Goroutines.Set(float64(runtime.NumGoroutine()))
	m.Memory.Set(float64(memory.Sys))
}
