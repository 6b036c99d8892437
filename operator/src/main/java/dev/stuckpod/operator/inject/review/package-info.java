/**
 * Reads AdmissionReviews, which anyone may forge who reaches the webhook's port: as a stream, of
 * which only what a decision needs is kept, and no more than a pod can have.
 */
@NullMarked
package dev.stuckpod.operator.inject.review;

import org.jspecify.annotations.NullMarked;
