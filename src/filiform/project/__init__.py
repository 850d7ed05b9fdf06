"""What ties the parts together: settings, addresses, the command line, the bundled database."""
