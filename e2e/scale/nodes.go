package main

import (
	"context"
	"fmt"
	"strconv"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

// nodes makes one for every name that pods have, so that the API server knows where logs are.
func nodes(ctx context.Context, client kubernetes.Interface, world layout, kubelet string) error {
	port, err := strconv.ParseInt(kubelet, 10, 32)
	if err != nil {
		return fmt.Errorf("-kubelet takes a port: %w", err)
	}
	made := map[string]bool{}
	for _, at := range world.pods {
		if made[at.node] {
			continue
		}
		made[at.node] = true
		node, err := client.CoreV1().Nodes().Create(ctx, &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: at.node}}, metav1.CreateOptions{})
		if err != nil {
			return err
		}
		node.Status.Addresses = []corev1.NodeAddress{{Type: corev1.NodeInternalIP, Address: "127.0.0.1"}}
		node.Status.DaemonEndpoints.KubeletEndpoint.Port = int32(port)
		if _, err := client.CoreV1().Nodes().UpdateStatus(ctx, node, metav1.UpdateOptions{}); err != nil {
			return err
		}
	}
	return nil
}
