package dev.saldo.domain.wallet;

/** What a command led to. Each command has its own closed set of outcomes. */
public sealed interface Outcome
    permits AuthorizeOutcome,
        SettleOutcome,
        ReleaseOutcome,
        ExtendOutcome,
        AmendOutcome,
        UsageOutcome,
        GrantOutcome,
        VoidOutcome,
        AdjustOutcome,
        FreezeOutcome,
        OpenOutcome,
        ChangeOutcome,
        PlanChangeOutcome,
        CancelOutcome,
        ExpireOutcome {}
