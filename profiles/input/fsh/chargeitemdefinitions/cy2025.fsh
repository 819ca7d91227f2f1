// Calendar year 2025, conversion factor 32.3465. Advanced primary care management begins.

Instance: ccm-99490-2025
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99490
* insert Period(2025, 2025-01-01, 2025-12-31)
* insert Price(60.49, 1.87, 32.3465)
* insert Source([["CMS physician fee schedule 2025, relative value file"]])

Instance: ccm-99439-2025
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99439
* insert Period(2025, 2025-01-01, 2025-12-31)
* insert Price(45.93, 1.42, 32.3465)
* insert Source([["CMS physician fee schedule 2025, relative value file"]])

Instance: ccm-99487-2025
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99487
* insert Period(2025, 2025-01-01, 2025-12-31)
* insert Price(131.65, 4.07, 32.3465)
* insert Source([["CMS physician fee schedule 2025, relative value file"]])

Instance: ccm-99489-2025
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99489
* insert Period(2025, 2025-01-01, 2025-12-31)
* insert Price(70.52, 2.18, 32.3465)
* insert Source([["CMS physician fee schedule 2025, relative value file"]])

Instance: ccm-99491-2025
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99491
* insert Period(2025, 2025-01-01, 2025-12-31)
* insert Price(82.16, 2.54, 32.3465)
* insert Source([["CMS physician fee schedule 2025, relative value file"]])

Instance: ccm-99437-2025
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99437
* insert Period(2025, 2025-01-01, 2025-12-31)
* insert Price(57.58, 1.78, 32.3465)
* insert Source([["CMS physician fee schedule 2025, relative value file"]])

Instance: ccm-99424-2025
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99424
* insert Period(2025, 2025-01-01, 2025-12-31)
* insert Price(80.87, 2.50, 32.3465)
* insert Source([["CMS physician fee schedule 2025, relative value file"]])

Instance: ccm-99425-2025
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99425
* insert Period(2025, 2025-01-01, 2025-12-31)
* insert Price(58.87, 1.82, 32.3465)
* insert Source([["CMS physician fee schedule 2025, relative value file"]])

Instance: ccm-99426-2025
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99426
* insert Period(2025, 2025-01-01, 2025-12-31)
* insert Price(61.78, 1.91, 32.3465)
* insert Source([["CMS physician fee schedule 2025, relative value file"]])

Instance: ccm-99427-2025
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99427
* insert Period(2025, 2025-01-01, 2025-12-31)
* insert Price(50.46, 1.56, 32.3465)
* insert Source([["CMS physician fee schedule 2025, relative value file"]])

Instance: ccm-G0506-2025
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert CodeG0506
* insert Period(2025, 2025-01-01, 2025-12-31)
* insert Price(60.81, 1.88, 32.3465)
* insert Source([["CMS physician fee schedule 2025, relative value file"]])

Instance: ccm-G0556-2025
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert CodeG0556
* insert Period(2025, 2025-01-01, 2025-12-31)
* insert Price(15.20, 0.47, 32.3465)
* insert Source([["CMS physician fee schedule 2025, relative value file"]])

Instance: ccm-G0557-2025
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert CodeG0557
* insert Period(2025, 2025-01-01, 2025-12-31)
* insert Price(48.84, 1.51, 32.3465)
* insert Source([["CMS physician fee schedule 2025, relative value file"]])

Instance: ccm-G0558-2025
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert CodeG0558
* insert Period(2025, 2025-01-01, 2025-12-31)
* insert Price(107.07, 3.31, 32.3465)
* insert Source([["CMS physician fee schedule 2025, relative value file"]])
