// Informers and controllers, with a server that answers their lists and watches.

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/record"
	"k8s.io/client-go/util/workqueue"
	ctrl "sigs.k8s.io/controller-runtime"
	crclient "sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/log"
	"sigs.k8s.io/controller-runtime/pkg/log/zap"
	ms "sigs.k8s.io/controller-runtime/pkg/metrics/server"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"
)

func init() {
	cases["clientgo"] = clientgo
	cases["ctrl"] = controller
}

// kube answers lists and watches of configmaps and pods.
func kube() *httptest.Server {
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		kind := "ConfigMap"
		if strings.Contains(r.URL.Path, "pods") {
			kind = "Pod"
		}
		switch {
		case r.URL.Path == "/api":
			fmt.Fprint(w, `{"kind":"APIVersions","versions":["v1"]}`)
		case r.URL.Path == "/apis":
			fmt.Fprint(w, `{"kind":"APIGroupList","apiVersion":"v1","groups":[]}`)
		case r.URL.Path == "/api/v1":
			fmt.Fprint(w, `{"kind":"APIResourceList","groupVersion":"v1","resources":[{"name":"configmaps","singularName":"configmap","namespaced":true,"kind":"ConfigMap","verbs":["get","list","watch"]},{"name":"pods","singularName":"pod","namespaced":true,"kind":"Pod","verbs":["get","list","watch"]}]}`)
		case r.URL.Query().Get("watch") != "":
			w.WriteHeader(200)
			w.(http.Flusher).Flush()
			n := 0
			if r.URL.Query().Get("sendInitialEvents") == "true" {
				fmt.Fprintf(w, `{"type":"BOOKMARK","object":{"kind":"%s","apiVersion":"v1","metadata":{"resourceVersion":"1","annotations":{"k8s.io/initial-events-end":"true"}}}}`+"\n", kind)
				w.(http.Flusher).Flush()
			}
			for {
				d := time.Hour
				if load {
					d = 5 * time.Millisecond
				}
				select {
				case <-r.Context().Done():
					return
				case <-time.After(d):
					n++
					json.NewEncoder(w).Encode(map[string]any{"type": "ADDED", "object": map[string]any{"kind": kind, "apiVersion": "v1", "metadata": map[string]any{"name": fmt.Sprint("m", n), "namespace": "default", "resourceVersion": fmt.Sprint(n + 1)}}})
					w.(http.Flusher).Flush()
				}
			}
		default:
			fmt.Fprintf(w, `{"kind":"%sList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[]}`, kind)
		}
	}))
}

func clientgo() {
	s := kube()
	c := kubernetes.NewForConfigOrDie(&rest.Config{Host: s.URL, QPS: 1000, Burst: 1000})
	f := informers.NewSharedInformerFactory(c, time.Minute)
	q := workqueue.NewTypedRateLimitingQueue(workqueue.DefaultTypedControllerRateLimiter[string]())
	h := cache.ResourceEventHandlerFuncs{AddFunc: func(o any) { k, _ := cache.MetaNamespaceKeyFunc(o); q.Add(k) }}
	f.Core().V1().ConfigMaps().Informer().AddEventHandler(h)
	f.Core().V1().Pods().Informer().AddEventHandler(h)
	f.Core().V1().Pods().Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{})
	stop := make(chan struct{})
	f.Start(stop)
	f.WaitForCacheSync(stop)
	b := record.NewBroadcaster()
	b.StartLogging(func(string, ...any) {})
	for range 4 {
		go func() {
			for {
				k, quit := q.Get()
				if quit {
					return
				}
				work(time.Millisecond)
				c.CoreV1().ConfigMaps("default").Get(context.Background(), k, metav1.GetOptions{})
				q.Forget(k)
				q.Done(k)
			}
		}()
	}
	<-stop
}

func controller() {
	s := kube()
	log.SetLogger(zap.New())
	m := must(ctrl.NewManager(&rest.Config{Host: s.URL, QPS: 1000, Burst: 1000}, ctrl.Options{Metrics: ms.Options{BindAddress: "127.0.0.1:0"}, HealthProbeBindAddress: "127.0.0.1:0"}))
	check(ctrl.NewControllerManagedBy(m).For(&corev1.ConfigMap{}).Owns(&corev1.Pod{}).Complete(reconcile.Func(func(ctx context.Context, r reconcile.Request) (reconcile.Result, error) {
		var cm corev1.ConfigMap
		m.GetClient().Get(ctx, crclient.ObjectKey{Namespace: r.Namespace, Name: r.Name}, &cm)
		work(time.Millisecond)
		return reconcile.Result{}, nil
	})))
	check(m.Start(context.Background()))
}
