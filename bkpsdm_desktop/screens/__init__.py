"""What people see: widgets and QML models, no rules."""
