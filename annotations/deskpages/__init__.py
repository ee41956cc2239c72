"""What a desk says of itself in public: method, rating definitions, corrections policy, funding, staff, contact."""
