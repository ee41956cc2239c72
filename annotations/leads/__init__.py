"""Leads: what somebody thinks should be checked, before it is a claim. Nothing enters the claims untriaged."""
