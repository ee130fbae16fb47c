"""Arms and supplies counted between the DPRK and Russia."""
