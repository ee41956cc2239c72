"""What a desk says about its work: threads of comments on claims, passages, evidence and open verdicts."""
