/**
 * A real kube-apiserver with its etcd for tests, without Docker: their binaries come from {@code
 * e2e/cluster/tool}. Other modules use it through this module's test jar.
 */
@NullMarked
package dev.stuckpod.crds.apiserver;

import org.jspecify.annotations.NullMarked;
