package dev.stuckpod.operator.loadtest.look;

/** Why a suspected pod is not looked at now. */
public enum Hold {
  /** It is being looked at. */
  UnderWay,
  /** It was, and is stuck. */
  Proven,
  /** It was, a moment ago. */
  Resting,
  /** It was, as often as is good. */
  OftenEnough,
  /** Others are first. */
  NotItsTurn
}
