// Calendar year 2024. The conversion factor changed on 9 March: 32.7442 before, 33.2875 from then on.

Instance: ccm-99490-2024-01
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99490
* insert Period(2024-01, 2024-01-01, 2024-03-08)
* insert Price(61.56, 1.88, 32.7442)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])

Instance: ccm-99439-2024-01
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99439
* insert Period(2024-01, 2024-01-01, 2024-03-08)
* insert Price(47.15, 1.44, 32.7442)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])

Instance: ccm-99487-2024-01
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99487
* insert Period(2024-01, 2024-01-01, 2024-03-08)
* insert Price(131.96, 4.03, 32.7442)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])

Instance: ccm-99489-2024-01
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99489
* insert Period(2024-01, 2024-01-01, 2024-03-08)
* insert Price(71.05, 2.17, 32.7442)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])

Instance: ccm-99491-2024-01
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99491
* insert Period(2024-01, 2024-01-01, 2024-03-08)
* insert Price(83.17, 2.54, 32.7442)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])

Instance: ccm-99437-2024-01
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99437
* insert Period(2024-01, 2024-01-01, 2024-03-08)
* insert Price(58.61, 1.79, 32.7442)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])

Instance: ccm-99424-2024-01
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99424
* insert Period(2024-01, 2024-01-01, 2024-03-08)
* insert Price(81.21, 2.48, 32.7442)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])

Instance: ccm-99425-2024-01
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99425
* insert Period(2024-01, 2024-01-01, 2024-03-08)
* insert Price(58.94, 1.80, 32.7442)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])

Instance: ccm-99426-2024-01
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99426
* insert Period(2024-01, 2024-01-01, 2024-03-08)
* insert Price(60.90, 1.86, 32.7442)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])

Instance: ccm-99427-2024-01
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99427
* insert Period(2024-01, 2024-01-01, 2024-03-08)
* insert Price(46.50, 1.42, 32.7442)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])

Instance: ccm-G0506-2024-01
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert CodeG0506
* insert Period(2024-01, 2024-01-01, 2024-03-08)
* insert Price(61.56, 1.88, 32.7442)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])

Instance: ccm-99490-2024-03
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99490
* insert Period(2024-03, 2024-03-09, 2024-12-31)
* insert Price(62.58, 1.88, 33.2875)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])

Instance: ccm-99439-2024-03
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99439
* insert Period(2024-03, 2024-03-09, 2024-12-31)
* insert Price(47.93, 1.44, 33.2875)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])

Instance: ccm-99487-2024-03
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99487
* insert Period(2024-03, 2024-03-09, 2024-12-31)
* insert Price(134.15, 4.03, 33.2875)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])

Instance: ccm-99489-2024-03
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99489
* insert Period(2024-03, 2024-03-09, 2024-12-31)
* insert Price(72.23, 2.17, 33.2875)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])

Instance: ccm-99491-2024-03
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99491
* insert Period(2024-03, 2024-03-09, 2024-12-31)
* insert Price(84.55, 2.54, 33.2875)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])

Instance: ccm-99437-2024-03
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99437
* insert Period(2024-03, 2024-03-09, 2024-12-31)
* insert Price(59.58, 1.79, 33.2875)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])

Instance: ccm-99424-2024-03
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99424
* insert Period(2024-03, 2024-03-09, 2024-12-31)
* insert Price(82.55, 2.48, 33.2875)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])

Instance: ccm-99425-2024-03
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99425
* insert Period(2024-03, 2024-03-09, 2024-12-31)
* insert Price(59.92, 1.80, 33.2875)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])

Instance: ccm-99426-2024-03
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99426
* insert Period(2024-03, 2024-03-09, 2024-12-31)
* insert Price(61.91, 1.86, 33.2875)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])

Instance: ccm-99427-2024-03
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99427
* insert Period(2024-03, 2024-03-09, 2024-12-31)
* insert Price(47.27, 1.42, 33.2875)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])

Instance: ccm-G0506-2024-03
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert CodeG0506
* insert Period(2024-03, 2024-03-09, 2024-12-31)
* insert Price(62.58, 1.88, 33.2875)
* insert Source([["CMS physician fee schedule 2024, relative value file"]])
