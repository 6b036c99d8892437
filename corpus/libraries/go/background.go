// What works in the background: logs, telemetry, pools, caches.

package main

import (
	"context"
	"io"
	"log"
	"net/http/httptest"
	"os"
	"sync"
	"time"

	"github.com/dgraph-io/ristretto/v2"
	"github.com/fsnotify/fsnotify"
	"github.com/panjf2000/ants/v2"
	gocache "github.com/patrickmn/go-cache"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/robfig/cron/v3"
	"github.com/rs/zerolog"
	"github.com/rs/zerolog/diode"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
	"golang.org/x/sync/singleflight"
	"golang.org/x/time/rate"
	"gopkg.in/natefinch/lumberjack.v2"
	"k8s.io/klog/v2"
)

func init() {
	cases["loggers"] = loggers
	cases["otel"] = otel
	cases["prom"] = prom
	cases["pools"] = pools
	cases["caches"] = caches
}

func loggers() {
	lj := &lumberjack.Logger{Filename: os.TempDir() + "/x.log", MaxSize: 1, MaxBackups: 2}
	z := zap.New(zapcore.NewCore(zapcore.NewJSONEncoder(zap.NewProductionEncoderConfig()), &zapcore.BufferedWriteSyncer{WS: zapcore.AddSync(lj)}, zap.InfoLevel))
	z.Info("hi")
	zl := zerolog.New(diode.NewWriter(io.Discard, 1000, 10*time.Millisecond, func(int) {}))
	zl.Info().Msg("hi")
	zl2 := zerolog.New(diode.NewWriter(io.Discard, 1000, 0, func(int) {}))
	zl2.Info().Msg("hi")
	klog.SetOutput(io.Discard)
	klog.LogToStderr(false)
	klog.StartFlushDaemon(time.Second)
	klog.Info("hi")
	loop(6, func() { z.Info("hi", zap.Int("a", 1)) })
	loop(3, func() { zl.Info().Int("a", 1).Msg("hi") })
	loop(3, func() { klog.Info("hi") })
	lg := log.New(lj, "", 0)
	loop(6, func() { lg.Println("hi") })
}

type noExport struct{}

func (noExport) ExportSpans(context.Context, []trace.ReadOnlySpan) error {
	time.Sleep(time.Millisecond)
	return nil
}
func (noExport) Shutdown(context.Context) error   { return nil }
func (noExport) ForceFlush(context.Context) error { return nil }
func (noExport) Temporality(sdkmetric.InstrumentKind) metricdata.Temporality {
	return metricdata.CumulativeTemporality
}
func (noExport) Aggregation(k sdkmetric.InstrumentKind) sdkmetric.Aggregation {
	return sdkmetric.DefaultAggregationSelector(k)
}
func (noExport) Export(context.Context, *metricdata.ResourceMetrics) error { return nil }

func otel() {
	tp := trace.NewTracerProvider(trace.WithBatcher(noExport{}))
	mp := sdkmetric.NewMeterProvider(sdkmetric.WithReader(sdkmetric.NewPeriodicReader(noExport{})))
	tr := tp.Tracer("x")
	c := must(mp.Meter("x").Int64Counter("n"))
	one := func() { _, s := tr.Start(context.Background(), "a"); c.Add(context.Background(), 1); s.End() }
	one()
	loop(8, one)
}

func prom() {
	reg := prometheus.NewRegistry()
	v := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "h"}, []string{"a"})
	reg.MustRegister(v, prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "g"}, func() float64 { return 1 }))
	s := httptest.NewServer(promhttp.HandlerFor(reg, promhttp.HandlerOpts{}))
	get(s.URL)
	loop(6, func() { v.WithLabelValues("x").Observe(1) })
	loop(4, func() { get(s.URL) })
}

func pools() {
	p := must(ants.NewPool(10))
	var wg sync.WaitGroup
	for range 10 {
		wg.Add(1)
		p.Submit(func() { time.Sleep(10 * time.Millisecond); wg.Done() })
	}
	pf := must(ants.NewPoolWithFunc(5, func(any) { time.Sleep(time.Millisecond) }))
	for range 5 {
		pf.Invoke(1)
	}
	wg.Wait()
	cr := cron.New(cron.WithSeconds())
	cr.AddFunc("* * * * * *", func() {})
	cr.Start()
	w := must(fsnotify.NewWatcher())
	w.Add(os.TempDir())
	go func() {
		for {
			select {
			case <-w.Events:
			case <-w.Errors:
			}
		}
	}()
	var g errgroup.Group
	jobs := make(chan int)
	for range 6 {
		g.Go(func() error {
			for range jobs {
			}
			return nil
		})
	}
	loop(3, func() { jobs <- 1 })
	loop(6, func() { p.Submit(func() { work(time.Millisecond) }) })
	loop(2, func() { pf.Invoke(1) })
	var sf singleflight.Group
	loop(6, func() { sf.Do("k", func() (any, error) { time.Sleep(2 * time.Millisecond); return 1, nil }) })
	sem := semaphore.NewWeighted(3)
	loop(6, func() { sem.Acquire(context.Background(), 1); work(time.Millisecond); sem.Release(1) })
	lim := rate.NewLimiter(1000, 10)
	loop(3, func() { lim.Wait(context.Background()) })
	loop(2, func() {
		var g errgroup.Group
		g.SetLimit(3)
		for range 10 {
			g.Go(func() error { time.Sleep(time.Millisecond); return nil })
		}
		g.Wait()
	})
	g.Wait()
}

func caches() {
	c := must(ristretto.NewCache(&ristretto.Config[string, int]{NumCounters: 1000, MaxCost: 100, BufferItems: 64}))
	c.Set("a", 1, 1)
	g := gocache.New(time.Minute, time.Minute)
	g.Set("a", 1, 0)
	loop(6, func() { c.Get("a"); c.Set("b", 1, 1); g.Get("a"); g.Set("b", 1, 0) })
	keep = append(keep, c, g)
}
