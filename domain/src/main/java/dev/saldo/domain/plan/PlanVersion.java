package dev.saldo.domain.plan;

/** Names one version of a plan. */
public record PlanVersion(String plan, int version) {}
