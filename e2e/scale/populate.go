package main

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
)

const makers = 24

// populate makes namespaces, ReplicaSets and pods with their status.
func populate(ctx context.Context, api *rest.Config, world layout, kubelet, sidecarPort string) error {
	config := rest.CopyConfig(api)
	config.ContentType = "application/vnd.kubernetes.protobuf"
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	began := time.Now()
	for _, name := range append([]string{operatorNamespace}, world.namespaces...) {
		namespace := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name}}
		if _, err := client.CoreV1().Namespaces().Create(ctx, namespace, metav1.CreateOptions{}); err != nil {
			return err
		}
	}
	owners, err := replicaSets(ctx, client, world)
	if err != nil {
		return err
	}
	if err := nodes(ctx, client, world, kubelet); err != nil {
		return err
	}
	authority, err := authorityPem()
	if err != nil {
		return err
	}
	if err := each(world.pods, func(at place) error {
		owner := owners[at.namespace+"/"+at.workload]
		// by their names the API server knows whose fields are whose, which is a third of a pod
		made, err := client.CoreV1().Pods(at.namespace).Create(ctx, pod(at, owner, injection{authority, sidecarPort}), metav1.CreateOptions{FieldManager: "kube-controller-manager"})
		if err != nil {
			return err
		}
		made.Status = running(at, began)
		_, err = client.CoreV1().Pods(at.namespace).UpdateStatus(ctx, made, metav1.UpdateOptions{FieldManager: "kubelet"})
		return err
	}); err != nil {
		return err
	}
	first := world.pods[0]
	sample, err := client.CoreV1().Pods(first.namespace).Get(ctx, first.name, metav1.GetOptions{})
	if err != nil {
		return err
	}
	text, err := json.Marshal(sample)
	say("%d pods of %d bytes in %d workloads, %d namespaces, made in %.0f s",
		len(world.pods), len(text), len(world.workloads), len(world.namespaces), time.Since(began).Seconds())
	return err
}

func replicaSets(ctx context.Context, client kubernetes.Interface, world layout) (map[string]types.UID, error) {
	owners := map[string]types.UID{}
	for _, at := range world.pods {
		key := at.namespace + "/" + at.workload
		if _, done := owners[key]; done {
			continue
		}
		labels := map[string]string{"app": at.policy, "workload": at.workload}
		set := &appsv1.ReplicaSet{
			ObjectMeta: metav1.ObjectMeta{Namespace: at.namespace, Name: at.workload},
			Spec: appsv1.ReplicaSetSpec{
				Replicas: ptr(int32(podsPerWorkload)),
				Selector: &metav1.LabelSelector{MatchLabels: labels},
				Template: corev1.PodTemplateSpec{ObjectMeta: metav1.ObjectMeta{Labels: labels}, Spec: corev1.PodSpec{Containers: []corev1.Container{shipper()}}},
			},
		}
		set.Spec.Template.Spec.Containers[0].VolumeMounts = nil
		made, err := client.AppsV1().ReplicaSets(at.namespace).Create(ctx, set, metav1.CreateOptions{})
		if err != nil {
			return nil, err
		}
		owners[key] = made.UID
	}
	return owners, nil
}

// each calls for all of them, many at once, until one fails.
func each(pods []place, do func(place) error) error {
	work := make(chan place)
	failed := make(chan error, makers)
	var group sync.WaitGroup
	for range makers {
		group.Go(func() {
			for at := range work {
				if err := do(at); err != nil {
					failed <- fmt.Errorf("%s/%s: %w", at.namespace, at.name, err)
					return
				}
			}
		})
	}
	var err error
	for _, at := range pods {
		select {
		case work <- at:
			continue
		case err = <-failed:
		}
		break
	}
	close(work)
	group.Wait()
	select {
	case other := <-failed:
		if err == nil {
			err = other
		}
	default:
	}
	return err
}
