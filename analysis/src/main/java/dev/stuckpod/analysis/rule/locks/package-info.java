/**
 * Locks that are never given back, or late: circles, locks taken twice, slow and unseen holders.
 */
@NullMarked
package dev.stuckpod.analysis.rule.locks;

import org.jspecify.annotations.NullMarked;
