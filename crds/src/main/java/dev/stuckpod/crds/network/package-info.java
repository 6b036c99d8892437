/**
 * Whether NetworkPolicies let one pod reach another, and in which words it is said that they do
 * not: the operator and the command line say the same. Pure; nobody is asked.
 */
@NullMarked
package dev.stuckpod.crds.network;

import org.jspecify.annotations.NullMarked;
