"""The World Factbook: participation in international organizations, by edition."""
